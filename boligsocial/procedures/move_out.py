"""Move-out (fraflytning): notice, summons, inspection, statement, keys, each with its clock; rehousing as a track."""

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

REHOUSING = When("is_rehousing", ("yes",))
BEFORE = (
    Line(
        "notice",
        Words(
            "Skriftlig opsigelse afleveret, dato og varsel noteret (3 måneder)",
            "Written notice handed in, date and period noted (3 months)",
        ),
        "S24",
        "almenlejeloven § 88 stk. 1",
        must_check=True,
    ),
    Line(
        "new_address",
        Words("Ny adresse oplyst (senest 8 dage før)", "New address told (at least 8 days before)"),
        "S28",
        "almenlejeloven § 93 stk. 2",
    ),
    Line(
        "summons",
        Words(
            "Indkaldelse til syn modtaget (mindst 1 uges varsel)",
            "Summons to the inspection received (at least a week before)",
        ),
        "S28",
        "almenlejeloven § 94 stk. 1",
    ),
    Line(
        "cleared", Words("Bolig ryddet og rengjort, kalk fjernet", "Home cleared and cleaned, limescale removed"), "S24"
    ),
)
AT_THE_INSPECTION = (
    Line(
        "inspection",
        Words(
            "Syn gennemført (senest 2 uger efter fraflytning er kendt), rapport modtaget",
            "Inspection held (within 2 weeks of the landlord knowing), report received",
        ),
        "S28",
        "almenlejeloven § 94 stk. 1",
        may_share=Words("Fraflytningssynet er holdt.", "The move-out inspection has been held."),
    ),
    Line(
        "statement",
        Words(
            "Opgørelse modtaget (senest 2 uger efter synet), ellers spørg",
            "Statement received (within 2 weeks of the inspection), else ask",
        ),
        "S28",
        "almenlejeloven § 94 stk. 2",
        hint=Words(
            "Kommer den for sent, har udlejeren som udgangspunkt mistet sit krav.",
            "If it comes too late, the landlord has as a rule lost the claim.",
        ),
    ),
)
AFTER = (
    Line(
        "keys",
        Words("Nøgler afleveret med kvittering; målere aflæst", "Keys returned against a receipt; meters read"),
        may_share=Words("Nøglerne er afleveret.", "The keys have been returned."),
    ),
    Line(
        "cancelled",
        Words(
            "El, forsikring, Betalingsservice og boligstøtte afmeldt",
            "Electricity, insurance, direct debit and housing benefit cancelled",
        ),
        must_check=True,
    ),
    Line("deposit_loan", Words("Indskudslån afklaret", "Deposit loan settled"), must_check=True),
    Line(
        "dispute",
        Words(
            "Uenighed: beboerklagenævn, afgørelse kan gå til boligret inden 4 uger",
            "Disagreement: residents' complaints board; its decision can go to the housing court within 4 weeks",
        ),
        "S28",
        "almenlejeloven §§ 102, 105, 106",
    ),
)
TRACK = (
    Line(
        "rehousing_offer",
        Words(
            "Erstatningsbolig tilbudt, permanent eller midlertidig",
            "Replacement home offered, permanent or temporary",
        ),
        "S36",
        "almenlejeloven § 85 stk. 1 nr. 1, § 86",
        when=REHOUSING,
    ),
    Line(
        "rehousing_suitable",
        Words(
            "Midlertidig bolig passer og ligger i kommunen, beboeren bliver lejer til den gamle husleje",
            "The temporary home is suitable and in the municipality; the resident stays tenant at the old rent",
        ),
        "S36",
        "almenlejeloven § 86 a",
        when=REHOUSING,
    ),
    Line(
        "rehousing_costs",
        Words("Udlejeren betaler de dokumenterede flytteudgifter", "The landlord pays the documented costs of moving"),
        "S36",
        "almenlejeloven § 86 a",
        when=REHOUSING,
    ),
)
SHEETS = (
    Sheet(
        "notice",
        Words("Opsigelse og fraflytning", "Notice and moving out"),
        (
            Fact("notice_on", Words("Opsigelse afleveret", "Notice handed in"), Kind.DAY),
            Fact("moves_out_on", Words("Fraflytning", "Moving out"), Kind.DAY),
            Fact("new_address_told_on", Words("Ny adresse oplyst", "New address told"), Kind.DAY),
            Fact(
                "landlord_knows_on",
                Words("Udlejeren ved, at boligen er fraflyttet", "The landlord knows the home is vacated"),
                Kind.DAY,
                hint=Words(
                    "Herfra har udlejeren to uger til at holde syn.",
                    "From here the landlord has two weeks to hold the inspection.",
                ),
            ),
        ),
        law="almenlejeloven §§ 88, 93, 94",
        source="S24, S28",
    ),
    Sheet(
        "inspection",
        Words("Syn og opgørelse", "Inspection and statement"),
        (
            Fact("summons_on", Words("Indkaldelse modtaget", "Summons received"), Kind.DAY),
            Fact("inspection_on", Words("Syn", "Inspection"), Kind.DAY),
            Fact("statement_on", Words("Opgørelse modtaget", "Statement received"), Kind.DAY),
        ),
        law="almenlejeloven § 94",
        source="S28",
    ),
    Sheet(
        "keys",
        Words("Nøgler", "Keys"),
        (
            Fact("keys_returned_on", Words("Nøgler afleveret", "Keys returned"), Kind.DAY),
            Fact("keys_count", Words("Antal nøgler", "Number of keys"), Kind.NUMBER),
        ),
    ),
    Sheet(
        "rehousing",
        Words("Genhusning", "Rehousing"),
        (
            Fact("is_rehousing", Words("Bliver beboeren genhuset?", "Is the resident being rehoused?"), Kind.YES_NO),
            Fact(
                "rehousing_kind",
                Words("Hvilken slags?", "Which kind?"),
                Kind.CHOICE,
                (
                    Option("permanent", Words("Permanent", "Permanent")),
                    Option("temporary", Words("Midlertidig", "Temporary")),
                    Option("none", Words("Ikke afgjort", "Not decided")),
                ),
            ),
        ),
        notice=Words(
            "Ved nedrivning eller ombygning skal udlejeren tilbyde en anden bolig.",
            "On demolition or rebuilding the landlord must offer another home.",
        ),
        law="almenlejeloven §§ 85, 86, 86 a",
        source="S36",
    ),
    Sheet(
        "dispute",
        Words("Afgørelse fra beboerklagenævnet", "Decision of the complaints board"),
        (
            Fact(
                "board_notice_on", Words("Besked om afgørelsen modtaget", "Notice of the decision received"), Kind.DAY
            ),
            Fact("court_on", Words("Sagen indbragt for boligretten", "Brought before the housing court"), Kind.DAY),
        ),
        law="almenlejeloven § 106",
        source="S28",
    ),
)
PROCEDURE = Procedure(
    area="move_out",
    words=Words("Fraflytning", "Move-out"),
    moments=(
        Moment("before", Words("Før synet", "Before the inspection"), BEFORE),
        Moment("inspection", Words("Syn og opgørelse", "Inspection and statement"), AT_THE_INSPECTION),
        Moment("after", Words("Afslutning", "Closing"), AFTER),
        Moment("rehousing", Words("Genhusning", "Rehousing"), TRACK),
    ),
    phases=(
        Phase("opened", Words("Åbnet", "Opened")),
        Phase("given_notice", Words("Opsagt", "Notice given"), all_of=("notice",)),
        Phase("summoned", Words("Indkaldt til syn", "Summoned to the inspection"), all_of=("summons",)),
        Phase("inspected", Words("Syn holdt", "Inspection held"), all_of=("inspection",)),
        Phase("settled", Words("Opgjort", "Statement received"), all_of=("inspection", "statement")),
    ),
    sheets=(*SHEETS, *common.SHEETS),
    clocks=(
        Clock("moveout_notice", "notice_on", is_task=False),
        Clock("moveout_new_address", "moves_out_on", line="new_address", met_by="new_address_told_on"),
        Clock("moveout_inspection", "landlord_knows_on", line="inspection", met_by="inspection_on", is_task=False),
        Clock("moveout_summons", "inspection_on", line="summons", met_by="summons_on", is_task=False),
        Clock("moveout_statement", "inspection_on", line="statement", met_by="statement_on"),
        Clock("board_appeal", "board_notice_on", met_by="court_on"),
        *common.CLOCKS,
    ),
    portal=Words("Syn og nøgler.", "Inspection and keys."),
)
