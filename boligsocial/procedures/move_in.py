"""Move-in (indflytning): papers before the day, the day with the keys, and what runs after it."""

from boligsocial.procedures import common
from boligsocial.procedures.shape import (
    Clock,
    Fact,
    Kind,
    Line,
    Moment,
    Option,
    Phase,
    Procedure,
    Sheet,
    When,
    Words,
)

BEFORE = (
    Line("first_contact", Words("Første kontakt taget", "First contact made"), "S0"),
    Line(
        "interpreter",
        Words(
            "Sprog og behov for tolk afklaret (børn må ikke tolke)",
            "Language and need for an interpreter settled (children may not interpret)",
        ),
        "S94",
        "lov nr. 469 af 14. maj 2025",
        must_check=True,
    ),
    Line(
        "digital_access",
        Words("MitID, e-mail og Digital Post virker", "MitID, e-mail and Digital Post work"),
        "S14 / own",
        hint=Words(
            "Spørg om det først: kontrakten og ansøgningerne skal underskrives med MitID.",
            "Ask this first: the lease and the applications are signed with MitID.",
        ),
    ),
    Line(
        "offer_answered",
        Words("Boligtilbud besvaret inden fristen", "Offer of the home answered in time"),
        must_check=True,
    ),
    Line("lease_signed", Words("Lejekontrakt underskrevet og kopi gemt", "Lease signed and a copy kept"), "S14"),
    Line(
        "rules_given",
        Words("Husorden og vedligeholdelsesreglement udleveret", "House rules and maintenance rules handed out"),
        "S15",
    ),
    Line(
        "deposit_loan",
        Words(
            "Ansøgning om boligindskudslån sendt (før indflytning, med lejekontrakt, alle over 18 underskriver)",
            "Deposit loan applied for (before moving in, with the lease, everybody over 18 signs)",
        ),
        "S16, S18, S19",
    ),
    Line(
        "deposit_paid",
        Words("Indskud og første måneds husleje betalt", "Deposit and first month's rent paid"),
        "S16",
        hint=Words(
            "Er det ikke betalt, så ring til boligorganisationen, før nøglen udleveres.",
            "If it is not paid, ring the housing organisation before the key is handed over.",
        ),
    ),
    Line("direct_debit", Words("Betalingsservice oprettet", "Direct debit set up"), "S23"),
    Line("bank_account", Words("NemKonto på plads", "NemKonto in place"), must_check=True),
    Line(
        "electricity",
        Words("El-aftale valgt med startdato", "Electricity supplier chosen, with a starting date"),
        must_check=True,
    ),
    Line("insurance", Words("Indboforsikring overvejet", "Contents insurance considered"), must_check=True),
    Line(
        "key_time",
        Words(
            "Tid og sted for nøgler og syn aftalt med kontaktpersonen",
            "Time and place for keys and inspection agreed with the contact person",
        ),
        "S14, S17",
        may_share=Words(
            "Tid og sted for nøgler og syn er aftalt.", "Time and place for keys and inspection are agreed."
        ),
    ),
    Line(
        "consent",
        Words("Samtykke til deling med kontaktpersonen indhentet", "Consent to share with the contact person obtained"),
        "S82, S85",
        "forvaltningsloven § 28, retssikkerhedsloven § 11 a",
    ),
    Line("volunteer", Words("Frivillig hjælp til flytning aftalt", "Volunteer help with the move agreed")),
)
ON_THE_DAY = (
    Line(
        "inspection",
        Words("Indflytningssyn gennemført med beboeren til stede", "Inspection done with the resident present"),
        "S17",
        may_share=Words("Indflytningssynet er holdt.", "The inspection has been held."),
    ),
    Line(
        "report",
        Words("Indflytningsrapport udleveret og kvitteret", "Inspection report handed over and signed for"),
        "S17",
        hint=Words("Få en kopi, før du går.", "Get a copy before you leave."),
    ),
    Line("keys", Words("Nøgler modtaget, antal noteret", "Keys received, number noted"), "own (duty S17)"),
    Line("meters", Words("Målere aflæst og fotograferet", "Meters read and photographed")),
    Line(
        "photos",
        Words("Billeder af fejl taget (ingen personer)", "Pictures of defects taken (no people)"),
        "S26, S98",
        must_check=True,
    ),
    Line(
        "shown_around",
        Words(
            "Vist: affald, vaskeri, kælder, varme, udluftning, telefon til ejendomskontor",
            "Shown: waste, laundry, basement, heating, airing, the estate office's telephone",
        ),
        "own (airing S51)",
    ),
    Line(
        "open_questions",
        Words(
            "Åbne spørgsmål taget, efter boligselskabet er gået",
            "Open questions taken after the housing company has left",
        ),
        "S0",
    ),
    Line(
        "defect_form",
        Words("Blanket til mangelliste udleveret, frist skrevet på", "Defect form handed out with the deadline on it"),
        "S24",
    ),
)
AFTER = (
    Line("address_change", Words("Flytning anmeldt (senest 5 dage efter)", "Move registered (within 5 days)"), "S14"),
    Line(
        "defect_list",
        Words(
            "Mangelliste afleveret (senest 14 dage) med kvittering",
            "Defect list handed in (within 14 days) against a receipt",
        ),
        "S24, S25, S26",
        must_check=True,
        may_share=Words("Mangellisten er afleveret.", "The defect list has been handed in."),
    ),
    Line(
        "housing_benefit",
        Words("Boligstøtte søgt (senest 30 dage)", "Housing benefit applied for (within 30 days)"),
        "S21",
    ),
    Line("second_rent", Words("Anden måneds husleje betalt", "Second month's rent paid")),
    Line("follow_up", Words("Opfølgning efter 14 dage og 3 måneder", "Followed up after 14 days and 3 months")),
)
SHEETS = (
    Sheet(
        "allotment",
        Words("Anvisning", "Allotment"),
        (
            Fact("allotted_on", Words("Anvisning modtaget", "Allotment received"), Kind.DAY),
            Fact(
                "is_allotted",
                Words("Har kommunen anvist boligen?", "Did the municipality allot the home?"),
                Kind.YES_NO,
                hint=Words(
                    "Så hæfter kommunen det første år efter aftalen.",
                    "Then the municipality is liable for the first year under the agreement.",
                ),
            ),
            Fact("offer_answer_by", Words("Svarfrist på boligtilbuddet", "Offer to be answered by"), Kind.DAY),
        ),
        source="S0, S31",
    ),
    Sheet(
        "keys",
        Words("Nøgler og indflytning", "Keys and moving in"),
        (
            Fact(
                "lease_starts_on",
                Words("Lejemålet begynder, og nøglen kan hentes", "The lease starts and the key is available"),
                Kind.DAY,
                hint=Words(
                    "Herfra løber de 14 dage til mangellisten, også hvis familien flytter ind senere.",
                    "The 14 days for the defect list run from here, also if the family moves in later.",
                ),
            ),
            Fact("moves_in_on", Words("Familien flytter ind", "The family moves in"), Kind.DAY),
            Fact("key_time", Words("Tid for nøgler og syn", "Time for keys and inspection"), Kind.TIME),
            Fact(
                "key_place",
                Words("Sted for nøgler og syn", "Place for keys and inspection"),
                Kind.TEXT,
                hint=Words("Fx ejendomskontoret eller i boligen.", "E.g. the estate office or in the home."),
            ),
            Fact("keys_count", Words("Antal nøgler", "Number of keys"), Kind.NUMBER),
        ),
        source="S17, S26",
    ),
    Sheet(
        "home",
        Words("Om boligen", "About the home"),
        (
            Fact(
                "deposit_kind",
                Words("Hvad betales ved indflytning?", "What is paid on moving in?"),
                Kind.CHOICE,
                (
                    Option("indskud", Words("Beboerindskud", "Resident's deposit (beboerindskud)")),
                    Option("depositum", Words("Depositum", "Deposit (depositum)")),
                ),
            ),
            Fact(
                "maintenance_scheme",
                Words("Vedligeholdelsesordning", "Maintenance scheme"),
                Kind.CHOICE,
                (
                    Option("a", Words("A-ordning: beboeren vedligeholder", "A: the resident maintains")),
                    Option("a_ni", Words("A-ordning med fast beløb", "A with a fixed amount")),
                    Option("b", Words("B-ordning: vedligeholdelseskonto", "B: maintenance account")),
                ),
            ),
        ),
        source="S16, S17, S24, S25",
    ),
    Sheet(
        "defects",
        Words("Mangelliste", "Defect list"),
        (
            Fact("defects_handed_in_on", Words("Mangelliste afleveret", "Defect list handed in"), Kind.DAY),
            Fact(
                "defects_receipt",
                Words("Hvem har kvitteret?", "Who signed for it?"),
                Kind.TEXT,
                hint=Words("Fx »ejendomskontoret, stempel«.", "E.g. “estate office, stamp”."),
            ),
        ),
        source="S23, S24, S25",
    ),
)
PROCEDURE = Procedure(
    area="move_in",
    words=Words("Indflytning", "Move-in"),
    moments=(
        Moment("before", Words("Før dagen", "Before the day"), BEFORE),
        Moment("on_the_day", Words("På dagen", "On the day"), ON_THE_DAY),
        Moment("after", Words("Efter dagen", "After the day"), AFTER),
    ),
    phases=(
        Phase("allotted", Words("Anvist", "Allotted")),
        Phase("contacted", Words("Kontaktet", "Contacted"), all_of=("first_contact",)),
        Phase(
            "papers",
            Words("Papirer i gang", "Papers under way"),
            any_of=("digital_access", "offer_answered", "lease_signed", "deposit_loan", "deposit_paid", "direct_debit"),
        ),
        Phase(
            "ready",
            Words("Klar til indflytning", "Ready to move in"),
            all_of=("lease_signed", "deposit_paid", "key_time"),
        ),
        Phase("moved_in", Words("Indflyttet", "Moved in"), all_of=("keys",)),
        Phase("followed_up", Words("Opfølgning", "Follow-up"), all_of=("keys", "address_change", "defect_list")),
    ),
    sheets=(*SHEETS, *common.SHEETS),
    clocks=(
        Clock("first_contact", "allotted_on", line="first_contact"),
        Clock("address_change", "moves_in_on", line="address_change"),
        Clock("defect_list", "lease_starts_on", line="defect_list"),
        Clock("housing_benefit", "moves_in_on", line="housing_benefit"),
        Clock("follow_up_14_days", "lease_starts_on"),
        Clock("housing_benefit_check", "moves_in_on"),
        Clock("follow_up_3_months", "lease_starts_on"),
        Clock("liability_end", "lease_starts_on", is_task=False, when=When("is_allotted", ("yes",))),
        *common.CLOCKS,
    ),
    opens_with="allotted_on",
    portal=Words(
        "Tid og sted for nøgler og syn, og mangellisten.", "Time and place of keys and inspection, and the defect list."
    ),
)
