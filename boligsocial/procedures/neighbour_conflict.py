"""Neighbour conflict and mediation (nabokonflikt, mægling): both sides apart, then together if both want to."""

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
    Words,
)

FIRST_IMPARTIALITY = Words(
    "Kan ikke begyndes endnu: først skal du have tjekket, om du er inhabil.",
    "Cannot start yet: first check whether you are impartial.",
)
BOTH_MUST_AGREE = Words(
    "Kan ikke begyndes endnu: begge parter skal have sagt ja.",
    "Cannot start yet: both sides must have agreed.",
)
LISTEN = (
    Line(
        "impartiality",
        Words("Habilitet tjekket", "Impartiality checked"),
        "S40",
        "forvaltningsloven § 3",
        must_check=True,
        hint=Words(
            "Kender du en af parterne privat, så giv sagen videre: tryk på »Jeg er inhabil«.",
            "If you know one of them privately, hand the case over: tap “I am not impartial”.",
        ),
    ),
    Line(
        "account_noted",
        Words(
            "Klagerens oplevelse noteret med dato, tid og sted",
            "The complainant's account noted with date, time and place",
        ),
        "S42",
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
        hint=Words(
            "Skriv den på klagerens egen side. Den anden part ser den aldrig.",
            "Write it on the complainant's own page. The other side never sees it.",
        ),
    ),
    Line(
        "both_visited",
        Words("Begge parter besøgt hver for sig", "Both sides visited separately"),
        "S0",
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
    ),
    Line(
        "informed",
        Words("Oplysningspligt opfyldt over for begge", "Duty to inform met towards both"),
        "S42 / own",
        "databeskyttelsesforordningen artikel 13 og 14",
        must_check=True,
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
    ),
)
PREPARE = (
    Line(
        "interpreter",
        Words("Tolk aftalt, hvis nødvendigt", "Interpreter arranged, if needed"),
        "S94",
        "lov nr. 469 af 14. maj 2025",
        must_check=True,
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
    ),
    Line(
        "both_agree",
        Words("Begge har sagt frivilligt ja til mægling", "Both have freely agreed to mediation"),
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
    ),
    Line(
        "place_agreed",
        Words(
            "Neutralt sted, tid og kaffe aftalt; to mæglere ved opgangsmøde",
            "Neutral place, time and coffee arranged; two mediators for a stairwell meeting",
        ),
        "S0, S40",
        after=("impartiality", "both_agree"),
        locked=BOTH_MUST_AGREE,
    ),
)
MEET = (
    Line(
        "ground_rules",
        Words(
            "Rammer sagt højt: fortroligt, en taler ad gangen, ingen dommer",
            "Ground rules said aloud: confidential, one speaks at a time, nobody judges",
        ),
        "S39 / own",
        after=("impartiality", "both_agree"),
        locked=BOTH_MUST_AGREE,
    ),
    Line(
        "agreement",
        Words(
            "Skriftlig aftale: hvem gør hvad fra hvornår; ikke imod husordenen",
            "Written agreement: who does what from when; not against the house rules",
        ),
        "S40",
        after=("impartiality", "both_agree"),
        locked=BOTH_MUST_AGREE,
    ),
)
FOLLOW = (
    Line(
        "contact_told",
        Words(
            "Kontaktpersonen får kun at vide om der er mæglet",
            "The contact person is told only whether there was a mediation",
        ),
        "S39",
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
        may_share=Words("Der har været mægling.", "There has been a mediation."),
    ),
    Line(
        "calls",
        Words("Opkald efter 2 uger og 3 måneder", "Calls after 2 weeks and 3 months"),
        after=("impartiality", "both_agree"),
        locked=BOTH_MUST_AGREE,
    ),
    Line(
        "onwards",
        Words(
            "Ellers: videre som husordenssag (påmindelse, § 83-frist 4 uger)",
            "Otherwise: on as a house rules case (formal reminder, § 83 deadline of 4 weeks)",
        ),
        "S45, S46",
        "almenlejeloven §§ 82, 83",
        after=("impartiality",),
        locked=FIRST_IMPARTIALITY,
    ),
)
SHEETS = (
    Sheet(
        "cause",
        Words("Hvad handler det om?", "What is it about?"),
        (
            Fact(
                "theme",
                Words("Emne", "Topic"),
                Kind.CHOICE,
                (
                    Option("noise", Words("Støj", "Noise")),
                    Option("children_noise", Words("Børn, der larmer", "Noisy children")),
                    Option("pets", Words("Husdyr", "Pets")),
                    Option("smoke", Words("Røg og lugt", "Smoke and smell")),
                    Option("shared_places", Words("Fællesarealer og vaskeri", "Shared places and laundry")),
                    Option("threats", Words("Trusler eller chikane", "Threats or harassment")),
                    Option("other", Words("Andet", "Other")),
                ),
            ),
            Fact(
                "cause_reported",
                Words("Årsag, som den blev meldt", "Cause as reported"),
                Kind.LONG,
                hint=Words(
                    "Kort og uden navne. Hvad hver part har fortalt, hører til på partens egen side.",
                    "Short and without names. What each side told belongs on that side's own page.",
                ),
            ),
            Fact(
                "cause_found",
                Words("Årsag efter besøget", "Cause after the visit"),
                Kind.LONG,
                hint=Words(
                    "Det, der viste sig at ligge bag. Skriv, hvad du så og hørte.",
                    "What turned out to lie behind it. Write what you saw and heard.",
                ),
            ),
        ),
        source="S0",
    ),
    Sheet(
        "mediation",
        Words("Mægling", "Mediation"),
        (
            Fact("mediation_on", Words("Mæglingsmøde", "Mediation meeting"), Kind.DAY),
            Fact("mediation_place", Words("Sted", "Place"), Kind.TEXT),
            Fact("mediation_held", Words("Blev mødet holdt?", "Was the meeting held?"), Kind.YES_NO),
        ),
        source="S39, S40",
    ),
    Sheet(
        "outcome",
        Words("Hvordan gik det?", "How did it go?"),
        (
            Fact(
                "outcome",
                Words("Resultat", "Outcome"),
                Kind.CHOICE,
                (
                    Option("solved", Words("Løst", "Solved")),
                    Option("better", Words("Bedre", "Better")),
                    Option("unchanged", Words("Uændret", "Unchanged")),
                    Option("no_agreement", Words("Afsluttet uden aftale", "Closed without an agreement")),
                ),
            ),
            Fact(
                "quiet_after_2_weeks",
                Words("Har der været ro efter 2 uger?", "Has it been quiet after 2 weeks?"),
                Kind.YES_NO,
            ),
            Fact(
                "quiet_after_3_months",
                Words("Har der været ro efter 3 måneder?", "Has it been quiet after 3 months?"),
                Kind.YES_NO,
            ),
        ),
    ),
)
PROCEDURE = Procedure(
    area="neighbour_conflict",
    words=Words("Nabokonflikt", "Neighbour conflict"),
    moments=(
        Moment("listen", Words("Lyt til begge", "Listen to both"), LISTEN),
        Moment("prepare", Words("Forbered mødet", "Prepare the meeting"), PREPARE),
        Moment("meet", Words("Mødet", "The meeting"), MEET),
        Moment("follow", Words("Følg op", "Follow up"), FOLLOW),
    ),
    phases=(
        Phase("inquiry", Words("Henvendelse", "Inquiry")),
        Phase("heard", Words("Klageren er hørt", "The complainant was heard"), all_of=("account_noted",)),
        Phase("visited", Words("Begge er besøgt", "Both were visited"), all_of=("both_visited",)),
        Phase("preparing", Words("Forberedelse", "Preparation"), all_of=("both_agree",)),
        Phase("met", Words("Mæglingsmøde", "Mediation meeting"), all_of=("ground_rules",)),
        Phase("agreed", Words("Aftale", "Agreement"), all_of=("agreement",)),
        Phase("followed_up", Words("Opfølgning", "Follow-up"), all_of=("agreement", "contact_told")),
        Phase("onwards", Words("Videre som husordenssag", "On as a house rules case"), all_of=("onwards",)),
    ),
    sheets=(*SHEETS, common.INQUIRY, *common.SHEETS),
    clocks=(
        Clock("first_contact", "inquiry_on", line="account_noted"),
        Clock("mediation_call_2_weeks", "mediation_on"),
        Clock("mediation_call_3_months", "mediation_on"),
        *common.CLOCKS,
    ),
    opens_with="inquiry_on",
    portal=Words("Kun om der har været mægling.", "Only whether there was a mediation."),
)
