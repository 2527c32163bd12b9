"""Who can be tried in the demo, and who can be called. All invented, with numbers that belong to nobody here."""

from typing import NamedTuple

from boligsocial.models import Role, Topic
from boligsocial.models.kinds import N_

# Stands in the README: there is nothing to protect in a demo database, and people want to try the form too.
PASSWORD = "kaffe og kage til naboen"


class PersonStory(NamedTuple):
    """A person with an account; `departments` is what a contact person or board member belongs to."""

    username: str
    full_name: str
    role: Role
    title: str
    phone: str
    email: str
    departments: tuple[str, ...] = ()


PEOPLE = (
    PersonStory(
        "maja", "Maja Lindholt", Role.WORKER, N_("boligsocial medarbejder"), "+4570102011", "maja@kommunen.example"
    ),
    PersonStory(
        "jonas", "Jonas Abildtorp", Role.WORKER, N_("boligsocial medarbejder"), "+4570102012", "jonas@kommunen.example"
    ),
    PersonStory(
        "lone",
        "Lone Vestermark",
        Role.CONTACT,
        N_("driftsleder"),
        "+4570102021",
        "lone@skovkilde.example",
        ("Birkelunden", "Humlekrogen", "Vibeengen"),
    ),
    PersonStory(
        "farid",
        "Farid Rahimi",
        Role.CONTACT,
        N_("varmemester"),
        "+4570102031",
        "farid@tranebo.example",
        ("Kastanjebo", "Lærkesvinget"),
    ),
    PersonStory(
        "birgit",
        "Birgit Højager",
        Role.CONTACT,
        N_("ejendomsassistent"),
        "+4570102041",
        "birgit@strandkaer.example",
        ("Åkandehaven", "Pilestykket"),
    ),
    PersonStory("hanne", "Hanne Fuglsig", Role.VOLUNTEER, N_("frivillig"), "+4570102051", "hanne@frivillige.example"),
    PersonStory(
        "birthe",
        "Birthe Kornerup",
        Role.BOARD,
        N_("formand for bestyrelsen"),
        "+4570102024",
        "birthe@skovkilde.example",
        ("Birkelunden", "Humlekrogen", "Vibeengen"),
    ),
    PersonStory("susanne", "Susanne Brandtoft", Role.LEADER, N_("leder"), "+4570102013", "susanne@kommunen.example"),
    PersonStory("erik", "Erik Nymand", Role.ADMIN, N_("administrator"), "+4570102014", "erik@kommunen.example"),
)


class ContactStory(NamedTuple):
    """A person or desk to call. `user` is the portal account of the same person, `confirmed` is days ago."""

    name: str
    title: str
    phone: str
    email: str
    hours: str
    confirmed: int | None
    user: str = ""
    deputy: str = ""


OFFICE_HOURS = "Mandag-torsdag kl. 8-15, fredag kl. 8-12"

CONTACTS = (
    # Deputies and desks first: whoever has a deputy names somebody further up.
    ContactStory(
        "Skovkildes ejendomskontor",
        "hovednummer",
        "+4570102001",
        "post@skovkilde.example",
        "Mandag-fredag kl. 8-12",
        41,
    ),
    ContactStory(
        "Tranebos ejendomskontor", "hovednummer", "+4570102002", "post@tranebo.example", "Mandag-fredag kl. 9-13", 12
    ),
    ContactStory(
        "Strandkærs udlejning",
        "hovednummer",
        "+4570102003",
        "post@strandkaer.example",
        "Mandag-torsdag kl. 9-14, torsdag også kl. 15-17",
        None,
    ),
    ContactStory(
        "Kommunens boliganvisning",
        "fælles indgang",
        "+4570102010",
        "bolig@kommunen.example",
        "Mandag-onsdag kl. 10-14, torsdag kl. 10-17",
        20,
    ),
    ContactStory(
        "Pia Rosendal", "huslejebogholder", "+4570102022", "pia@skovkilde.example", "Mandag-torsdag kl. 9-14", 8
    ),
    ContactStory(
        "Kim Sandager",
        "ejendomsassistent",
        "+4570102023",
        "kim@skovkilde.example",
        OFFICE_HOURS,
        33,
        deputy="Skovkildes ejendomskontor",
    ),
    ContactStory(
        "Lone Vestermark",
        "driftsleder",
        "+4570102021",
        "lone@skovkilde.example",
        OFFICE_HOURS,
        5,
        user="lone",
        deputy="Kim Sandager",
    ),
    ContactStory("Torben Elmegaard", "vicevært", "+4570102032", "torben@tranebo.example", "Mandag-fredag kl. 7-10", 60),
    ContactStory(
        "Farid Rahimi",
        "varmemester",
        "+4570102031",
        "farid@tranebo.example",
        "Mandag-fredag kl. 7-14. Send gerne en sms.",
        3,
        user="farid",
        deputy="Torben Elmegaard",
    ),
    ContactStory(
        "Inge Marie Dalsø",
        "beboerrådgiver",
        "+4570102033",
        "inge@tranebo.example",
        "Tirsdag og torsdag kl. 10-15",
        15,
        deputy="Tranebos ejendomskontor",
    ),
    ContactStory(
        "Birgit Højager",
        "ejendomsassistent",
        "+4570102041",
        "birgit@strandkaer.example",
        "Mandag-torsdag kl. 7.30-14.30",
        18,
        user="birgit",
        deputy="Strandkærs udlejning",
    ),
)


class DutyStory(NamedTuple):
    """What a contact answers for: a topic or all (None), in a department or an organisation; neither is anywhere."""

    contact: str
    topic: Topic | None
    department: str = ""
    org: str = ""


# Gaps are left on purpose: Mejselunden has nobody of its own, so the ladder leads to its organisation.
DUTIES = (
    DutyStory("Lone Vestermark", None, department="Birkelunden"),
    DutyStory("Lone Vestermark", None, department="Humlekrogen"),
    DutyStory("Lone Vestermark", None, department="Vibeengen"),
    DutyStory("Kim Sandager", Topic.NOISE, department="Birkelunden"),
    DutyStory("Kim Sandager", Topic.MAINTENANCE, department="Birkelunden"),
    DutyStory("Kim Sandager", Topic.MAINTENANCE, department="Vibeengen"),
    DutyStory("Pia Rosendal", Topic.RENT, org="Boligselskabet Skovkilde"),
    DutyStory("Skovkildes ejendomskontor", None, org="Boligselskabet Skovkilde"),
    DutyStory("Farid Rahimi", None, department="Kastanjebo"),
    DutyStory("Farid Rahimi", Topic.INDOOR_CLIMATE, department="Kastanjebo"),
    DutyStory("Farid Rahimi", Topic.MAINTENANCE, department="Lærkesvinget"),
    DutyStory("Torben Elmegaard", None, department="Hasselløkken"),
    DutyStory("Inge Marie Dalsø", Topic.RENT, org="Tranebo Boligforening"),
    DutyStory("Inge Marie Dalsø", Topic.CONCERN, org="Tranebo Boligforening"),
    DutyStory("Tranebos ejendomskontor", None, org="Tranebo Boligforening"),
    DutyStory("Birgit Højager", None, department="Åkandehaven"),
    DutyStory("Birgit Højager", Topic.MOVE_IN, department="Pilestykket"),
    DutyStory("Birgit Højager", Topic.INDOOR_CLIMATE, department="Pilestykket"),
    DutyStory("Strandkærs udlejning", None, org="Boligselskabet Strandkær"),
    DutyStory("Kommunens boliganvisning", None),
)
