"""House rules (husorden): the statutory ladder, and the tracks for indoor climate and for a very full home."""

from boligsocial.procedures import common
from boligsocial.procedures.house_rules_sheets import CHILDREN, HOARDING, INDOOR_CLIMATE, SHEETS
from boligsocial.procedures.shape import Clock, Guard, Line, Moment, Phase, Procedure, When, Words

NO_REMINDER_YET = Words(
    "Kan ikke begyndes endnu: udlejeren skal først have givet en påmindelse.",
    "Cannot start yet: the landlord must have given a formal reminder first.",
)
NO_BOARD_YET = Words(
    "Kan ikke begyndes endnu: sagen skal først være behandlet i beboerklagenævnet.",
    "Cannot start yet: the complaints board must have dealt with the case first.",
)
UNDERSTAND = (
    Line(
        "seen",
        Words("Set og hørt selv: hvad, hvornår, hvor tit", "Seen and heard yourself: what, when, how often"),
        "S42",
        hint=Words(
            "En klage skal være skriftlig, med dato, tid og sted. Anonyme klager behandles ikke.",
            "A complaint must be in writing, with date, time and place. Anonymous complaints are not handled.",
        ),
    ),
    Line("spoken_with", Words("Talt med beboeren", "Spoken with the resident"), "S42"),
    Line(
        "informed",
        Words(
            "Oplysningspligt opfyldt: beboeren ved, hvad der er noteret",
            "Duty to inform met: the resident knows what is written down",
        ),
        "S42",
        "databeskyttelsesforordningen artikel 13 og 14",
        must_check=True,
    ),
    Line(
        "mediation_offered",
        Words("Mægling tilbudt, hvis det er en nabosag", "Mediation offered, if it is between neighbours"),
        "S42, S43",
    ),
)
LADDER = (
    Line("plea", Words("Henstilling givet", "Plea made"), "S42"),
    Line(
        "formal_reminder",
        Words(
            "Påmindelse givet af udlejeren (nogle siger påtale eller advarsel)",
            "Formal reminder given by the landlord (some say påtale or warning)",
        ),
        "S45",
        "almenlejeloven § 82 stk. 2",
        hint=Words(
            "Uden en påmindelse kan der ikke ske mere. Vold og fare for ejendommen er undtaget.",
            "Without a formal reminder nothing more can follow. Violence and danger to the property are excepted.",
        ),
    ),
    Line(
        "board_case",
        Words(
            "Sag ved beboerklagenævnet indbragt af udlejeren",
            "Case brought before the complaints board by the landlord",
        ),
        "S45, S46",
        "almenlejeloven § 83 stk. 1",
        after=("formal_reminder",),
        locked=NO_REMINDER_YET,
    ),
    Line(
        "board_decision",
        Words("Afgørelse: advarsel eller betinget lejeforhold", "Decision: warning or conditional tenancy"),
        "S45, S46",
        "almenlejeloven § 82 stk. 1",
        must_check=True,
        after=("board_case",),
        locked=NO_BOARD_YET,
    ),
    Line(
        "notice",
        Words("Opsigelse eller ophævelse, hvis det er påkrævet", "Notice or termination, if it is necessary"),
        "S36, S47",
        "almenlejeloven § 85 stk. 1 nr. 4-5, § 90 stk. 1 nr. 5, 7 og 8",
        after=("formal_reminder",),
        locked=NO_REMINDER_YET,
    ),
)
CLIMATE = (
    Line(
        "landlord_told",
        Words("Udlejeren har fået besked om fugt eller skimmel", "The landlord was told of damp or mould"),
        "S50",
        when=INDOOR_CLIMATE,
    ),
    Line(
        "airing",
        Words(
            "Vist: luft ud med gennemtræk 5-10 minutter, 1-3 gange om dagen",
            "Shown: cross-draught for 5-10 minutes, 1-3 times a day",
        ),
        "S51",
        when=INDOOR_CLIMATE,
    ),
    Line(
        "climate_board",
        Words("Uenighed: beboerklagenævnet", "Disagreement: the complaints board"),
        "S37, S50",
        when=INDOOR_CLIMATE,
    ),
    Line(
        "health_danger",
        Words(
            "Fare for helbredet: Teknik og Miljø har fået besked",
            "Danger to health: the municipality's technical department was told",
        ),
        "S37, S50",
        when=INDOOR_CLIMATE,
    ),
)
FULL_HOME = (
    Line(
        "observation",
        Words("Observation skrevet, ikke diagnose", "Observation written down, no diagnosis"),
        "S54",
        when=HOARDING,
    ),
    Line(
        "escape_route",
        Words("Flugtvej og brandfare set efter", "Escape route and fire risk looked at"),
        "S54",
        when=HOARDING,
    ),
    Line(
        "hoarding_children",
        Words("Børn i hjemmet? Underret selv, med det samme", "Children in the home? Notify yourself, at once"),
        "S72, S73",
        common.CHILD_LAW,
        when=HOARDING,
    ),
    Line(
        "help_offered",
        Words("Hjælp tilbudt, tilladelse til at give nummeret videre", "Help offered, leave to pass on the number"),
        "S54",
        when=HOARDING,
    ),
)
PROCEDURE = Procedure(
    area="house_rules",
    words=Words("Husorden", "House rules"),
    moments=(
        Moment("understand", Words("Forstå, hvad der sker", "Understand what happens"), UNDERSTAND),
        Moment("ladder", Words("Trinene i loven", "The steps of the law"), LADDER),
        Moment("indoor_climate", Words("Indeklima", "Indoor climate"), CLIMATE),
        Moment("hoarding", Words("Meget fyldt bolig", "A very full home"), FULL_HOME),
    ),
    phases=(
        Phase("opened", Words("Åbnet", "Opened")),
        Phase("plea", Words("Henstilling", "Plea"), all_of=("plea",)),
        Phase("formal_reminder", Words("Påmindelse", "Formal reminder"), all_of=("formal_reminder",)),
        Phase("board", Words("Beboerklagenævn", "Complaints board"), all_of=("board_case",)),
        Phase("decided", Words("Afgørelse fra nævnet", "Decided by the board"), all_of=("board_decision",)),
        Phase("notice", Words("Opsigelse eller ophævelse", "Notice or termination"), all_of=("notice",)),
    ),
    sheets=(*SHEETS, common.INQUIRY, *common.SHEETS),
    clocks=(
        Clock("first_contact", "inquiry_on", line="spoken_with"),
        Clock("landlord_must_act", "requested_on", met_by="landlord_acted_on"),
        Clock(
            "conditional_tenancy_end",
            "board_decision_on",
            is_task=False,
            when=When("board_decision", ("conditional",)),
        ),
        Clock("board_appeal", "board_notice_on", met_by="court_on"),
        Clock("notif_receipt", "notification_sent_on", met_by="notification_receipt_on", when=CHILDREN),
        Clock("notif_assess", "notification_sent_on", is_task=False, when=CHILDREN),
        *common.CLOCKS,
    ),
    guards=(Guard(CHILDREN, ("notification_sent_on", "notification_not_sent"), common.CHILD_GUARD),),
    opens_with="inquiry_on",
    portal=Words("At udlejeren er bedt om at handle, og hvornår.", "That the landlord was asked to act, and when."),
)
