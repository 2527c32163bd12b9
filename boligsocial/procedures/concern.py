"""Concern (bekymring): danger first, then children, then what was seen and heard, and who takes over."""

from boligsocial.procedures import common
from boligsocial.procedures.shape import (
    Clock,
    Fact,
    Guard,
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

CHILDREN = When("children", ("yes",))
FIRST = (
    Line("acute", Words("Akut fare? Ring 112", "Acute danger? Ring 112")),
    Line(
        "children",
        Words(
            "Børn under 18 eller ventet barn? Underret selv, med det samme",
            "Children under 18, or a child expected? Notify yourself, at once",
        ),
        "S72, S73",
        common.CHILD_LAW,
        hint=Words(
            "Pligten er din egen. Ventede børn tæller med.", "The duty is your own. Children expected count too."
        ),
    ),
)
SEEN = (
    Line(
        "seen",
        Words("Hvad så og hørte du, hvornår (ikke vurdering)", "What did you see and hear, and when (no judgement)"),
        "S76, S78",
    ),
    Line(
        "reporter",
        Words(
            "Hvem henvender sig; fortalt at anonymitet ikke kan loves",
            "Who is reporting; told that anonymity cannot be promised",
        ),
        "S77, S42",
    ),
    Line("spoken_with", Words("Talt med borgeren? Må vi ringe?", "Spoken with the citizen? May we ring?"), "S54"),
    Line(
        "consent",
        Words(
            "Samtykke til at kontakte læge, pårørende, boligorganisation",
            "Consent to contact the doctor, relatives, the housing organisation",
        ),
        "S82, S85",
        "forvaltningsloven § 28, retssikkerhedsloven § 11 a",
    ),
)
ACT = (
    Line(
        "visit_planned",
        Words(
            "Besøg planlagt: alene eller to, hvem ved hvor jeg er",
            "Visit planned: alone or two, and who knows where I am",
        ),
        "S116",
    ),
    Line("handed_over", Words("Overgivet til: navn på enhed og dato", "Handed over to: name of the unit, and date")),
    Line(
        "receipt",
        Words("Kvittering modtaget (underretning: 6 hverdage)", "Receipt received (notification: 6 weekdays)"),
        "S73, S75",
        "barnets lov",
        must_check=True,
    ),
    Line("follow_up", Words("Opfølgning inden 14 dage", "Followed up within 14 days")),
)
SHEETS = (
    Sheet(
        "acute",
        Words("Fare og børn", "Danger and children"),
        (
            Fact(
                "acute",
                Words("Er der akut fare? Så ring 112 først", "Is there acute danger? Then ring 112 first"),
                Kind.YES_NO,
            ),
            Fact(
                "children",
                Words(
                    "Er der børn under 18, eller ventes der barn?",
                    "Are there children under 18, or is a child expected?",
                ),
                Kind.YES_NO,
            ),
        ),
        source="S72, S73",
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
    Sheet(
        "seen",
        Words("Det, du så og hørte", "What you saw and heard"),
        (
            common.INQUIRY.facts[0],
            Fact(
                "observed",
                Words("Hvad så og hørte du, og hvornår?", "What did you see and hear, and when?"),
                Kind.LONG,
                hint=Words(
                    "Skriv det, du så og hørte. Ingen diagnoser, og ikke, hvad du tror, det skyldes.",
                    "Write what you saw and heard. No diagnoses, and not what you think the cause is.",
                ),
            ),
            Fact(
                "signs",
                Words("Hvad gjorde, at nogen blev bekymret?", "What made somebody concerned?"),
                Kind.CHOICE,
                (
                    Option("not_seen", Words("Ikke set i flere dage", "Not seen for days")),
                    Option("curtains", Words("Gardiner altid trukket for", "Curtains always closed")),
                    Option("mailbox", Words("Fuld postkasse", "Full mailbox")),
                    Option("shouting", Words("Råben om natten", "Shouting at night")),
                    Option("hoarding", Words("Meget fyldt bolig", "A very full home")),
                    Option("smell", Words("Lugt", "Smell")),
                    Option("threats", Words("Trusler", "Threats")),
                    Option("self_neglect", Words("Passer ikke på sig selv", "Does not look after themselves")),
                    Option("forgetful", Words("Glemmer og farer vild", "Forgets and gets lost")),
                    Option("other", Words("Andet", "Other")),
                ),
            ),
            Fact(
                "reporter",
                Words("Hvem henvender sig?", "Who is reporting?"),
                Kind.CHOICE,
                (
                    Option("neighbour", Words("Nabo", "Neighbour")),
                    Option("caretaker", Words("Varmemester eller driften", "Caretaker or operations")),
                    Option("board", Words("Afdelingsbestyrelsen", "Department board")),
                    Option("relative", Words("Pårørende", "Relative")),
                    Option("municipality", Words("Kommunen", "The municipality")),
                    Option("self", Words("Jeg så det selv", "I saw it myself")),
                    Option("other", Words("Andre", "Others")),
                ),
                hint=Words("Lov aldrig, at nogen kan være anonym.", "Never promise that somebody can stay anonymous."),
            ),
        ),
        source="S54, S76, S77, S78, S79",
    ),
    Sheet(
        "talk",
        Words("Talt med borgeren", "Spoken with the citizen"),
        (
            Fact("first_contact_on", Words("Første forsøg på kontakt", "First try to make contact"), Kind.DAY),
            Fact(
                "spoken_with", Words("Har du talt med borgeren selv?", "Have you spoken with the citizen?"), Kind.YES_NO
            ),
            Fact("may_call", Words("Må vi ringe til borgeren?", "May we ring the citizen?"), Kind.YES_NO),
        ),
        source="S54",
    ),
    Sheet(
        "handed",
        Words("Overgivet", "Handed over"),
        (
            Fact("handed_to", Words("Overgivet til hvilken enhed?", "Handed to which unit?"), Kind.TEXT),
            Fact("handed_on", Words("Overgivet den", "Handed over on"), Kind.DAY),
            Fact("receipt_on", Words("Kvittering modtaget", "Receipt received"), Kind.DAY),
        ),
    ),
)
PROCEDURE = Procedure(
    area="concern",
    words=Words("Bekymring", "Concern"),
    moments=(
        Moment("first", Words("Først", "First"), FIRST),
        Moment("seen", Words("Set, hørt og talt om", "Seen, heard and talked about"), SEEN),
        Moment("act", Words("Gør noget, og følg op", "Act, and follow up"), ACT),
    ),
    phases=(
        Phase("received", Words("Modtaget", "Received")),
        Phase(
            "first_questions",
            Words("Fare og børn er afklaret", "Danger and children settled"),
            all_of=("acute", "children"),
        ),
        Phase("heard", Words("Talt med borgeren", "Spoken with the citizen"), all_of=("spoken_with",)),
        Phase("handed_over", Words("Overgivet", "Handed over"), all_of=("handed_over",)),
        Phase("followed_up", Words("Fulgt op", "Followed up"), all_of=("follow_up",)),
    ),
    sheets=(*SHEETS, *common.SHEETS),
    clocks=(
        Clock("first_contact", "inquiry_on", met_by="first_contact_on"),
        Clock("notif_receipt", "notification_sent_on", met_by="notification_receipt_on", when=CHILDREN),
        Clock("notif_assess", "notification_sent_on", is_task=False, when=CHILDREN),
        Clock("follow_up_14_days", "inquiry_on", line="follow_up"),
        *common.CLOCKS,
    ),
    guards=(Guard(CHILDREN, ("notification_sent_on", "notification_not_sent"), common.CHILD_GUARD),),
    opens_with="inquiry_on",
)
