"""Deadlines of arrears and house rules: what can cost a home."""

from datetime import date, timedelta

from boligsocial.procedures.rule import Rule, Stakes, days, months
from boligsocial.procedures.shape import Words
from boligsocial.workdays import add_weekdays, next_weekday, weeks_without_july


def earliest_demand(last_timely: date) -> date:
    """Return the first day on which the landlord can make a demand; it may be a Saturday.

    Almenlejeloven § 90 stk. 2: at the earliest after the 3rd weekday after the last timely day, which § 44 stk. 2 moves
    to a weekday. Saturdays are not counted here; docs/decisions/0009-which-days-count.md tells of the doubt.
    """
    return add_weekdays(next_weekday(last_timely), 3) + timedelta(days=1)


def last_payment(received: date) -> date:
    """Return the last day to pay after a demand: 14 days on, moved to a weekday (almenlejeloven § 90 stk. 2)."""
    return next_weekday(received + timedelta(days=14))


RULES = (
    Rule(
        "demand_earliest",
        Words("Tidligste dag for påkrav", "Earliest day for a demand"),
        Words("sidste rettidige betalingsdag for huslejen", "the last day on which the rent would have been on time"),
        Words(
            "Udlejeren kan tidligst sende påkrav dagen efter den 3. hverdag efter sidste rettidige betalingsdag; "
            "her regnes lørdag, helligdag og grundlovsdag ikke for hverdage.",
            "The landlord can send a demand no earlier than the day after the 3rd weekday after the last timely day; "
            "Saturdays, holidays and 5 June are not taken for weekdays here.",
        ),
        Words(
            "Når påkravet kommer, er der kun 14 dage til at betale. Kald ikke et påkrav for tidligt på grund af denne "
            "dato alene: Landsretten har i private lejemål talt lørdag med, og så kan det komme før.",
            "Once the demand comes there are only 14 days to pay. Do not call a demand premature because of this "
            "day alone: in private tenancies the High Court has counted Saturdays, and then it can come earlier.",
        ),
        law="almenlejeloven § 90 stk. 2, § 44 stk. 2",
        source="S28, S56",
        must_check=True,
        stakes=Stakes.HOME,
        due=earliest_demand,
    ),
    Rule(
        "demand_deadline",
        Words("Sidste betalingsdag efter påkrav", "Last day to pay after a demand"),
        Words("den dag, påkravet nåede frem til beboeren", "the day the demand reached the resident"),
        Words(
            "Hele restancen og gebyret skal være betalt senest 14 dage efter, at påkravet er kommet frem; "
            "er dagen ikke en hverdag, gælder den næste hverdag.",
            "All arrears and the fee must be paid within 14 days of the demand's arrival; "
            "if the last day is no weekday, the next weekday counts.",
        ),
        Words(
            "Mangler der noget, når fristen er udløbet, kan udlejeren ophæve lejemålet, og boligen kan gå tabt. "
            "Søg hjælp med det samme, for kommunens svar kan tage længere tid end fristen.",
            "If anything is unpaid after that day, the landlord can terminate, and the resident may lose the home. "
            "Seek help at once, for the municipality's answer can take longer than that.",
        ),
        law="almenlejeloven § 90 stk. 2",
        source="S28, S56",
        must_check=True,
        stakes=Stakes.HOME,
        due=last_payment,
    ),
    Rule(
        "municipal_help",
        Words("Kommunens afgørelse om hjælp", "The municipality's decision on help"),
        Words(
            "den dag, kommunen fik fogedrettens besked om udsættelsen",
            "the day the municipality got the bailiff's court's notice of the eviction",
        ),
        Words(
            "Er der børn under 18 år eller et kendt behov, skal kommunen straks tage stilling til hjælp; "
            "giver den ingen hjælp, skal den afgøre det senest 14 dage efter beskeden.",
            "If there are children under 18 or a known need, the municipality must consider help at once; "
            "if it gives none, it must decide so within 14 days of the notice.",
        ),
        Words(
            "Uden et svar i tide kan familien stå uden bolig, før hjælpen kommer. Ring til den, der har sagen.",
            "Without an answer in time the family can be without a home before help comes. Call whoever has the case.",
        ),
        law="retssikkerhedsloven § 5 a",
        source="S61",
        must_check=True,
        stakes=Stakes.HOME,
        due=days(14),
    ),
    Rule(
        "averted_check",
        Words("Tjek af afværget udsættelse", "Check of an averted eviction"),
        Words(
            "den dag, ophævelsen eller fogedsagen blev kendt",
            "the day the termination or the bailiff case became known",
        ),
        Words(
            "En udsættelse er først afværget, når lejemålet stadig består 3 måneder efter ophævelsen eller fogedsagen.",
            "An eviction is averted only when the tenancy still goes on 3 months after the termination "
            "or the bailiff case.",
        ),
        Words(
            "Tælles den med før, lover vores tal mere, end vi ved. Spørg på dagen, om beboeren stadig bor der.",
            "Counted earlier, our figures promise more than we know. Ask whether the resident still lives there.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=months(3),
    ),
    Rule(
        "landlord_must_act",
        Words("Udlejerens frist efter en naboklage", "The landlord's deadline after a neighbour's complaint"),
        Words(
            "den dag, udlejeren fik beboerens begrundede anmodning",
            "the day the landlord got the resident's reasoned request",
        ),
        Words(
            "Udlejeren skal give naboen en påmindelse eller indbringe sagen for beboerklagenævnet senest 4 uger efter "
            "beboerens begrundede anmodning; juli tæller ikke med.",
            "The landlord must give the neighbour a formal reminder or bring the case before the complaints board "
            "within 4 weeks of the resident's reasoned request; July does not count.",
        ),
        Words(
            "Gør udlejeren ingen af delene, kan beboeren selv indbringe sagen for beboerklagenævnet.",
            "If the landlord does neither, the resident can bring the case before the complaints board alone.",
        ),
        law="almenlejeloven § 83 stk. 2",
        source="S46",
        must_check=False,
        stakes=Stakes.RIGHT,
        due=lambda request: weeks_without_july(request, 4),
    ),
    Rule(
        "conditional_tenancy_end",
        Words("Udløb af betinget lejeforhold", "End of a conditional tenancy"),
        Words("den dag, beboerklagenævnet traf afgørelsen", "the day of the complaints board's decision"),
        Words(
            "Betingelserne i et betinget lejeforhold gælder i 1 år fra afgørelsen.",
            "The conditions of a conditional tenancy apply for 1 year from the decision.",
        ),
        Words(
            "Bryder beboeren betingelserne inden da, kan lejemålet blive opsagt eller ophævet.",
            "If the resident breaks the conditions before that, the tenancy can be ended.",
        ),
        law="almenlejeloven § 82 stk. 1",
        source="S45",
        must_check=True,
        stakes=Stakes.HOME,
        due=months(12),
    ),
    Rule(
        "board_appeal",
        Words("Indbringelse for boligretten", "Bringing a decision before the housing court"),
        Words(
            "den dag, parterne fik besked om beboerklagenævnets afgørelse",
            "the day the parties were told of the complaints board's decision",
        ),
        Words(
            "Beboerklagenævnets afgørelse kan indbringes for boligretten senest 4 uger efter, at parterne fik besked.",
            "The complaints board's decision can be brought before the housing court within 4 weeks of that notice.",
        ),
        Words(
            "Når fristen er udløbet, ligger afgørelsen fast, og beboeren kan ikke længere få den prøvet.",
            "Once the time is up, the decision stands, and the resident can no longer have it tried.",
        ),
        law="almenlejeloven § 106 stk. 1",
        source="S28",
        must_check=False,
        stakes=Stakes.RIGHT,
        due=days(28),
    ),
)
