"""Deadlines of moving in and moving out."""

from datetime import date

from boligsocial.procedures.rule import Rule, Stakes, days, months
from boligsocial.procedures.shape import Words
from boligsocial.workdays import add_months, moving_day

MOVING_IN = Words("indflytningsdagen", "the day of moving in")
INSPECTION = Words("dagen for fraflytningssynet", "the day of the move-out inspection")


def end_of_tenancy(notice: date) -> date:
    """Return the first day to which a notice that arrived on `notice` can end the tenancy.

    Almenlejeloven § 88 stk. 1: 3 months to the first weekday of a month that is not the day before a holiday.
    """
    earliest = add_months(notice, 3)
    day = moving_day(earliest.year, earliest.month)
    if day >= earliest:
        return day
    following = add_months(earliest, 1)
    return moving_day(following.year, following.month)


RULES = (
    Rule(
        "address_change",
        Words("Flytteanmeldelse", "Registration of the move"),
        MOVING_IN,
        Words(
            "Beboeren skal anmelde flytningen til folkeregistret senest 5 dage efter indflytningen.",
            "The resident must report the move to the population register within 5 days of moving in.",
        ),
        Words(
            "En for sen anmeldelse kan give en bøde. Beboeren kan først søge boligstøtte, når flytningen er anmeldt.",
            "A late report can cost a fine. The resident can apply for housing benefit only when the move is reported.",
        ),
        law="CPR-loven",
        source="S14",
        must_check=True,
        stakes=Stakes.RIGHT,
        due=days(5),
    ),
    Rule(
        "defect_list",
        Words("Mangelliste", "Defect list"),
        Words(
            "den dag, lejemålet begynder, og nøglen kan hentes", "the day the tenancy begins and the key can be fetched"
        ),
        Words(
            "Beboeren skal aflevere mangellisten skriftligt til ejendomskontoret senest 14 dage efter, "
            "at lejemålet er begyndt.",
            "The resident must hand in the defect list in writing at the estate office "
            "within 14 days of the start of the tenancy.",
        ),
        Words(
            "Kommer listen for sent, kan beboeren selv komme til at betale for fejl, der var der i forvejen. "
            "Skjulte fejl kan stadig meldes, så snart de bliver fundet.",
            "If the list is late, the resident may have to pay for defects that were there before. "
            "Hidden defects can still be reported as soon as they are found.",
        ),
        law="",
        source="S24, S25, S26",
        must_check=True,
        stakes=Stakes.RIGHT,
        due=days(14),
    ),
    Rule(
        "housing_benefit",
        Words("Ansøgning om boligstøtte", "Application for housing benefit"),
        MOVING_IN,
        Words(
            "Beboeren skal søge boligstøtte senest 30 dage efter indflytningen for at få den fra indflytningsdagen.",
            "The resident must apply for housing benefit within 30 days of moving in to get it from the first day.",
        ),
        Words(
            "Søges der senere, kommer boligstøtten først fra den 1. i den næste måned. Pengene for tiden før er tabt.",
            "If it is sought later, it is paid only from the 1st of the next month. The money until then is lost.",
        ),
        law="lov om individuel boligstøtte",
        source="S21",
        must_check=True,
        stakes=Stakes.RIGHT,
        due=days(30),
    ),
    Rule(
        "housing_benefit_check",
        Words("Tjek af boligstøtte og anden husleje", "Check of housing benefit and second rent"),
        MOVING_IN,
        Words(
            "Tjek 30 dage efter indflytningen, at boligstøtten er bevilget, og at den anden husleje er betalt.",
            "Check 30 days after moving in that housing benefit is granted and that the second rent is paid.",
        ),
        Words(
            "En ansøgning, der mangler noget, kan blive liggende. En ubetalt husleje er begyndelsen på en restance.",
            "An application that lacks something can be left lying. An unpaid rent is the beginning of arrears.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=days(30),
    ),
    Rule(
        "liability_end",
        Words("Udløb af kommunens hæftelse", "End of the municipality's liability"),
        Words("den dag, den anviste beboers lejemål begyndte", "the day the allotted resident's tenancy began"),
        Words(
            "Kommunen hæfter efter aftalen for den anviste beboers restance og istandsættelse i lejemålets første år.",
            "Under the agreement the municipality answers for the allotted resident's arrears and refurbishment "
            "in the first year of the tenancy.",
        ),
        Words(
            "Indtil da kan et krav være kommunens regning, bagefter er det beboerens. "
            "Læs jeres egen aftale, for den kan sige noget andet.",
            "Until then a claim may be the municipality's bill, after that it is the resident's. "
            "Read your own agreement, for it may say otherwise.",
        ),
        law="",
        source="S31",
        must_check=True,
        stakes=Stakes.RIGHT,
        due=months(12),
    ),
    Rule(
        "moveout_notice",
        Words("Udløb af opsigelsen", "End of the notice period"),
        Words("den dag, opsigelsen nåede frem til udlejeren", "the day the notice reached the landlord"),
        Words(
            "Lejemålet kan tidligst ophøre 3 måneder efter opsigelsen, på den første hverdag i en måned, "
            "der ikke er dagen før en helligdag.",
            "The tenancy can end at the earliest 3 months after the notice, on the first weekday of a month "
            "that is not the day before a holiday.",
        ),
        Words(
            "Beboeren betaler husleje til og med opsigelsens udløb, og en dags forsinkelse kan koste en måned mere. "
            "Ungdomsboliger kan have et kortere varsel.",
            "The resident pays rent until the notice runs out, and being a day late can cost another month. "
            "Homes for young people may have a shorter notice.",
        ),
        law="almenlejeloven § 88 stk. 1",
        source="S24",
        must_check=True,
        stakes=Stakes.RIGHT,
        due=end_of_tenancy,
    ),
    Rule(
        "moveout_new_address",
        Words("Ny adresse til udlejeren", "New address to the landlord"),
        Words("fraflytningsdagen", "the day of moving out"),
        Words(
            "Beboeren skal senest 8 dage før fraflytningen opgive en adresse, som breve og krav kan sendes til.",
            "At the latest 8 days before moving out the resident must give an address for letters and claims.",
        ),
        Words(
            "Kender udlejeren ikke den nye adresse, bortfalder et krav ikke, selv om det kommer for sent efter synet.",
            "If the landlord does not know the new address, a claim stands even when it comes too late "
            "after the inspection.",
        ),
        law="almenlejeloven § 93 stk. 2",
        source="S28",
        must_check=False,
        stakes=Stakes.RIGHT,
        due=days(-8),
    ),
    Rule(
        "moveout_inspection",
        Words("Fraflytningssyn", "Move-out inspection"),
        Words(
            "den dag, udlejeren fik at vide, at boligen er fraflyttet",
            "the day the landlord learned that the home is vacated",
        ),
        Words(
            "Udlejeren skal holde fraflytningssyn senest 2 uger efter at have fået at vide, at boligen er fraflyttet.",
            "The landlord must hold the move-out inspection within 2 weeks of learning that the home is vacated.",
        ),
        Words(
            "Jo længere tid der går, jo sværere er det at vise, hvordan boligen så ud. "
            "Spørg efter synet, så beboeren kan være med.",
            "The longer it takes, the harder it is to show what the home looked like. "
            "Ask for the inspection, so that the resident can be there.",
        ),
        law="almenlejeloven § 94 stk. 1",
        source="S28",
        must_check=False,
        stakes=Stakes.RIGHT,
        due=days(14),
    ),
    Rule(
        "moveout_summons",
        Words("Indkaldelse til fraflytningssyn", "Summons to the move-out inspection"),
        INSPECTION,
        Words(
            "Udlejeren skal indkalde beboeren skriftligt til synet senest 1 uge før, "
            "medmindre de har aftalt et kortere varsel.",
            "The landlord must summon the resident to the inspection in writing at the latest 1 week before, "
            "unless they have agreed on a shorter notice.",
        ),
        Words(
            "Uden varsel kan beboeren ikke nå at møde op og få sine egne ord og billeder med.",
            "Without notice the resident cannot be there to have their own words and photos taken into account.",
        ),
        law="almenlejeloven § 94 stk. 1",
        source="S28",
        must_check=False,
        stakes=Stakes.RIGHT,
        due=days(-7),
    ),
    Rule(
        "moveout_statement",
        Words("Opgørelse efter fraflytningssynet", "Statement after the move-out inspection"),
        INSPECTION,
        Words(
            "Udlejeren skal senest 2 uger efter synet give skriftlig besked om arbejdet, prisen og beboerens andel.",
            "Within 2 weeks of the inspection the landlord must tell in writing of the works, the price "
            "and the resident's share.",
        ),
        Words(
            "Kommer beskeden for sent, bortfalder kravet, hvis udlejeren har beboerens nye adresse. "
            "Skriv ned, hvornår beskeden kom.",
            "If it comes too late, the claim lapses, provided that the landlord has the resident's new address. "
            "Write down when it came.",
        ),
        law="almenlejeloven § 94 stk. 2",
        source="S28",
        must_check=False,
        stakes=Stakes.RIGHT,
        due=days(14),
    ),
)
