"""The closed lists: values as stored, labels as the workers say them (Danish, translated where shown)."""

from enum import StrEnum


def N_(text: str) -> str:  # noqa: N802 - the name the message extractor looks for
    """Mark a sentence for translation without translating it here."""
    return text


class Labelled(StrEnum):
    """A list whose members carry the word a person sees."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Labelled):
    WORKER = "worker", N_("boligsocial medarbejder")
    CONTACT = "contact", N_("kontaktperson")
    VOLUNTEER = "volunteer", N_("frivillig")
    LEADER = "leader", N_("leder")
    ADMIN = "admin", N_("administrator")
    BOARD = "board", N_("bestyrelsesmedlem")


class NoteKind(Labelled):
    VISIT = "visit", N_("Besøg")
    CALL = "call", N_("Opkald")
    TALK = "talk", N_("Samtale")
    MEDIATION = "mediation", N_("Mægling")
    NOT_HOME = "not_home", N_("Ikke hjemme")
    OTHER = "other", N_("Andet")


class Topic(Labelled):
    NOISE = "noise", N_("Støj")
    INDOOR_CLIMATE = "indoor_climate", N_("Indeklima")
    MAINTENANCE = "maintenance", N_("Vedligeholdelse")
    RENT = "rent", N_("Husleje")
    HOUSE_RULES = "house_rules", N_("Husorden")
    MOVE_IN = "move_in", N_("Indflytning")
    MOVE_OUT = "move_out", N_("Fraflytning")
    CONCERN = "concern", N_("Bekymring")
    OTHER = "other", N_("Andet emne")


class CaseArea(Labelled):
    MOVE_IN = "move_in", N_("Indflytning")
    MOVE_OUT = "move_out", N_("Fraflytning")
    NEIGHBOUR_CONFLICT = "neighbour_conflict", N_("Nabokonflikt")
    HOUSE_RULES = "house_rules", N_("Husorden")
    ARREARS = "arrears", N_("Huslejerestance")
    CONCERN = "concern", N_("Bekymring")


class CaseStatus(Labelled):
    OPEN = "open", N_("I gang")
    WAITING = "waiting", N_("Afventer")
    CLOSED = "closed", N_("Afsluttet")


class AnswerKind(Labelled):
    TAKING_IT = "taking_it", N_("Set, jeg tager den")
    CALLING = "calling", N_("Jeg ringer")
    NOT_MINE = "not_mine", N_("Ikke hos mig")
    TEXT = "text", N_("Svar")


class LineState(Labelled):
    """How far a point of a checklist is. No row at all is "not begun"."""

    NOT_BEGUN = "not_begun", N_("Ikke begyndt")
    IN_PROGRESS = "in_progress", N_("I gang")
    MISSING = "missing", N_("Mangler noget")
    DONE = "done", N_("Udført")
    NOT_RELEVANT = "not_relevant", N_("Ikke relevant")


class PartyRole(Labelled):
    RESIDENT = "resident", N_("Beboer")
    COMPLAINANT = "complainant", N_("Den, der har klaget")
    RESPONDENT = "respondent", N_("Den, der klages over")
    REPORTER = "reporter", N_("Den, der henvender sig")
    RELATIVE = "relative", N_("Pårørende")


class Room(Labelled):
    KITCHEN = "kitchen", N_("Køkken")
    BATHROOM = "bathroom", N_("Bad")
    LIVING_ROOM = "living_room", N_("Stue")
    BEDROOM = "bedroom", N_("Soveværelse")
    HALL = "hall", N_("Entré")
    STAIRWELL = "stairwell", N_("Opgang")
    BASEMENT = "basement", N_("Kælder")
    OUTSIDE = "outside", N_("Ude")


class Channel(Labelled):
    CALL = "call", N_("Opkald")
    SMS = "sms", N_("Sms")
    LETTER = "letter", N_("Brev")
    KNOCK = "knock", N_("Bank på")
    CARD = "card", N_("Kort i døren")


class Reached(Labelled):
    REACHED = "reached", N_("Fik fat")
    NO_ANSWER = "no_answer", N_("Intet svar")
    AGREED = "agreed", N_("Aftale")


class Purpose(Labelled):
    """What something is shared for."""

    MOVING = "moving", N_("Ind- eller fraflytning")
    MEDIATION = "mediation", N_("Mægling")
    HOME = "home", N_("Tilsyn med boligen")
    RENT = "rent", N_("Husleje")
    CONTACT = "contact", N_("Kontakt til beboeren")


class Basis(Labelled):
    """What allows a share: a consent, that it is about nobody, or another basis in words."""

    CONSENT = "consent", N_("Samtykke")
    IMPERSONAL = "impersonal", N_("Handler ikke om en person")
    OTHER = "other", N_("Andet grundlag")


class InfoKind(Labelled):
    """The types of information that a consent names one by one (retssikkerhedsloven § 11 a)."""

    CONTACT = "contact", N_("Kontakt og aftaler")
    MOVING = "moving", N_("Ind- og fraflytning")
    HOME = "home", N_("Boligens stand og indeklima")
    NEIGHBOURS = "neighbours", N_("Støj, husorden og naboer")
    RENT = "rent", N_("Husleje og restance")
    WELLBEING = "wellbeing", N_("Trivsel og bekymring")


class GivenHow(Labelled):
    SPOKEN = "spoken", N_("Mundtligt")
    WRITTEN = "written", N_("Skriftligt")
    DIGITAL = "digital", N_("Digitalt")


class Interpreter(Labelled):
    NONE = "none", N_("Ingen tolk")
    PHONE = "phone", N_("Telefontolk")
    VIDEO = "video", N_("Videotolk")
    PRESENT = "present", N_("Tolk til stede")


class InquiryWay(Labelled):
    """How an inquiry came in."""

    PHONE = "phone", N_("Telefon")
    MEETING = "meeting", N_("Møde")
    EMAIL = "email", N_("E-mail")
    ALLOTMENT = "allotment", N_("Anvisning fra kommunen")
    PORTAL = "portal", N_("Portalen")
    PUBLIC = "public", N_("Formularen på nettet")


class VisitWords(Labelled):
    """The neutral words with which a planned visit is shown in the portal."""

    VISIT = "visit", N_("Besøg i afdelingen")
    MEETING = "meeting", N_("Møde")
    MOVING = "moving", N_("Ind- eller fraflytning")
    ROUND = "round", N_("Rundtur i afdelingen")


class NoticeKind(Labelled):
    """What a notice is about; the label is all that the e-mail says."""

    SHARE = "share", N_("Du har en ny delt note")
    CORRECTION = "correction", N_("En delt note er rettet")
    REPLY = "reply", N_("Der er et nyt svar til dig")
    INQUIRY = "inquiry", N_("Der er en ny henvendelse")
    INQUIRY_ANSWERED = "inquiry_answered", N_("Din henvendelse er besvaret")
    INQUIRY_RECEIVED = "inquiry_received", N_("Vi har modtaget din henvendelse")
    TASK = "task", N_("Der er en ny opgave til dig")
    GLASS = "glass", N_("En forseglet sag er åbnet")
    ALARM = "alarm", N_("Nogen har læst usædvanlig meget")
    SAMPLE = "sample", N_("Der er en stikprøve at underskrive")
    ANCHOR = "anchor", N_("Et anker for sporet. Gem denne mail")
    ACCESS = "access", N_("Din adgang er ændret")
    KEY_COPIED = "key_copied", N_("En brugers adgangsnøgle er spærret")


class NoticeWay(Labelled):
    AT_ONCE = "at_once", N_("Med det samme")
    DIGEST = "digest", N_("Samlet en gang om dagen")
    NEVER = "never", N_("Aldrig")


class MailState(Labelled):
    """How far an e-mail is. What a crash interrupted is in doubt until somebody says; it is never sent again alone."""

    SENDING = "sending", N_("Sendes")
    SENT = "sent", N_("Sendt")
    DELAYED = "delayed", N_("Prøver igen")
    IN_DOUBT = "in_doubt", N_("Måske sendt")
    FAILED = "failed", N_("Ikke sendt")
    RETURNED = "returned", N_("Kom retur")
    DROPPED = "dropped", N_("Opgivet")
