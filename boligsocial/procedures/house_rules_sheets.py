"""What a house rules case is to know."""

from boligsocial.procedures import common
from boligsocial.procedures.shape import Fact, Kind, Option, Sheet, When, Words

INDOOR_CLIMATE = When("track", ("indoor_climate",))
HOARDING = When("track", ("hoarding",))
CHILDREN = When("children", ("yes",))


def _asked(key: str, da: str, en: str) -> Fact:
    return Fact(key, Words(da, en), Kind.YES_NO)


SHEETS = (
    Sheet(
        "matter",
        Words("Hvad handler det om?", "What is it about?"),
        (
            Fact(
                "theme",
                Words("Emne", "Topic"),
                Kind.CHOICE,
                (
                    Option("noise", Words("Støj", "Noise")),
                    Option("harassment", Words("Chikane", "Harassment")),
                    Option("threats", Words("Vold eller trusler", "Violence or threats")),
                    Option("danger", Words("Fare for ejendommen", "Danger to the property")),
                    Option("insecurity", Words("Utryghed eller stoffer", "Insecurity or drugs")),
                    Option("damage", Words("Skader på ejendommen", "Damage to the property")),
                    Option("neglect", Words("Vanrøgt af boligen", "Neglect of the home")),
                    Option("pets", Words("Husdyr, der er til gene", "Pets that are a nuisance")),
                    Option("pets_against_rules", Words("Husdyr mod reglerne", "Pets against the rules")),
                    Option("other", Words("Anden gene", "Other nuisance")),
                ),
                hint=Words(
                    "Vold, trusler og fare for ejendommen kræver ingen påmindelse først.",
                    "Violence, threats and danger to the property need no formal reminder first.",
                ),
            ),
            Fact(
                "track",
                Words("Er det en af disse?", "Is it one of these?"),
                Kind.CHOICE,
                (
                    Option("none", Words("Nej", "No")),
                    Option("indoor_climate", Words("Fugt, skimmel eller indeklima", "Damp, mould or indoor climate")),
                    Option("hoarding", Words("Meget fyldt bolig", "A very full home")),
                ),
            ),
            Fact(
                "seen",
                Words("Hvad så og hørte du, og hvornår?", "What did you see and hear, and when?"),
                Kind.LONG,
                hint=Words("Skriv det, du så og hørte.", "Write what you saw and heard."),
            ),
        ),
        source="S42, S48",
    ),
    Sheet(
        "ladder",
        Words("Breve og afgørelser", "Letters and decisions"),
        (
            Fact("plea_on", Words("Henstilling", "Plea"), Kind.DAY),
            Fact("formal_reminder_on", Words("Påmindelse (påtale)", "Formal reminder (påtale)"), Kind.DAY),
            Fact(
                "board_case_on",
                Words("Indbragt for beboerklagenævnet", "Brought before the complaints board"),
                Kind.DAY,
            ),
            Fact(
                "board_decision",
                Words("Nævnets afgørelse", "The board's decision"),
                Kind.CHOICE,
                (
                    Option("warning", Words("Advarsel", "Warning")),
                    Option("conditional", Words("Betinget lejeforhold", "Conditional tenancy")),
                ),
            ),
            Fact("board_decision_on", Words("Afgørelsen truffet", "Decided on"), Kind.DAY),
            Fact(
                "board_notice_on", Words("Besked om afgørelsen modtaget", "Notice of the decision received"), Kind.DAY
            ),
            Fact("court_on", Words("Indbragt for boligretten", "Brought before the housing court"), Kind.DAY),
            Fact("notice_on", Words("Opsagt eller ophævet", "Notice or termination given"), Kind.DAY),
            Fact(
                "notice_kind",
                Words("Hvilken?", "Which?"),
                Kind.CHOICE,
                (
                    Option("notice", Words("Opsigelse", "Notice")),
                    Option("termination", Words("Ophævelse", "Termination")),
                ),
            ),
        ),
        law="almenlejeloven §§ 82, 83, 85, 90, 106",
        source="S28, S45, S46, S47",
    ),
    Sheet(
        "request",
        Words("Krav til udlejeren", "Demand to the landlord"),
        (
            Fact(
                "requested_on",
                Words("Beboeren har krævet, at udlejeren handler", "The resident demanded that the landlord act"),
                Kind.DAY,
                hint=Words(
                    "Kravet skal være begrundet. Udlejeren har fire uger; juli tæller ikke med.",
                    "The demand must give reasons. The landlord has four weeks; July does not count.",
                ),
            ),
            Fact("landlord_acted_on", Words("Udlejeren har handlet", "The landlord acted"), Kind.DAY),
        ),
        law="almenlejeloven § 83 stk. 2-3",
        source="S46",
    ),
    Sheet(
        "hoarding",
        Words("Meget fyldt bolig: det, du så", "A very full home: what you saw"),
        (
            _asked("escape_blocked", "Er flugtvejen spærret?", "Is the escape route blocked?"),
            _asked("smell", "Lugter der?", "Does it smell?"),
            _asked("pests", "Er der skadedyr?", "Are there pests?"),
            _asked("power_and_heat", "Virker el og varme?", "Do electricity and heating work?"),
            _asked("fire_risk", "Er der fare for brand?", "Is there a danger of fire?"),
            _asked(
                "children",
                "Er der børn under 18, eller ventes der barn?",
                "Are there children under 18, or is a child expected?",
            ),
        ),
        when=HOARDING,
        source="S54",
    ),
    Sheet(
        "notification",
        Words("Underretning", "Notification"),
        common.NOTIFICATION,
        when=CHILDREN,
        notice=common.CHILD_DUTY,
        law=common.CHILD_LAW,
        source="S72, S73",
    ),
)
