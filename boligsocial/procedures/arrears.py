"""Rent arrears (huslejerestance): from a reminder to an eviction, and what can stop it in time."""

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

REACH = (
    Line(
        "step_known",
        Words(
            "Hvilket trin: rykker, påkrav, ophævelse, fogedsag", "Which step: reminder, demand, termination, bailiff"
        ),
        "S28",
    ),
    Line(
        "demand_dates",
        Words("Påkravsdato og sidste betalingsdag skrevet", "Date of the demand and last day to pay written down"),
        "S28",
        "almenlejeloven § 90 stk. 2",
    ),
    Line(
        "contact_tried",
        Words(
            "Kontakt forsøgt: opkald, sms, brev, bank på, kort i døren",
            "Contact tried: call, text, letter, knock, card in the door",
        ),
        "S71",
    ),
    Line("children_asked", Words("Børn under 18 i husstanden?", "Children under 18 in the household?"), "S61, S62"),
)
HELP = (
    Line(
        "advice_told",
        Words("Beboeren er oplyst om råd og vejledning", "The resident was told of advice and guidance"),
        "S62",
        "retssikkerhedsloven § 5 a",
        must_check=True,
    ),
    Line("cause_found", Words("Årsag fundet; budget lagt", "Cause found; budget made"), "S40"),
    Line(
        "benefits_checked",
        Words(
            "Boligstøtte, friplads, andre ydelser tjekket", "Housing benefit, free day-care and other benefits checked"
        ),
        "S101",
    ),
    Line(
        "instalments",
        Words("Afdragsordning forhandlet skriftligt", "Instalments negotiated in writing"),
        "S69",
        hint=Words("Udlejeren har ikke pligt til at sige ja.", "The landlord has no duty to agree."),
    ),
    Line(
        "relief_sought",
        Words(
            "§ 81 a søgt, haste markeret: frist vs. sagsbehandlingstid",
            "§ 81 a applied for, marked urgent: deadline against processing time",
        ),
        "S64, S68",
        "aktivloven § 81 a",
    ),
    Line("administration", Words("Administrationsaftale overvejet", "Administration agreement considered"), "S64"),
    Line("debt_advice", Words("Gældsrådgivning henvist", "Referred to debt advice"), "S64"),
)
COURT = (
    Line(
        "landlord_notice",
        Words(
            "Underretning fra udlejer om fogedsag modtaget, dato",
            "Landlord's notice of the bailiff case received, date",
        ),
        "S59",
        "almenlejeloven § 92 stk. 2",
    ),
    Line("next_rents", Words("Opfølgning: næste to huslejer betalt", "Followed up: the next two rents paid")),
)
SHEETS = (
    Sheet(
        "debt",
        Words("Restancen", "The arrears"),
        (
            Fact(
                "amount",
                Words("Beløb i kroner", "Amount in kroner"),
                Kind.MONEY,
                hint=Words("Fx 4.250,00.", "E.g. 4.250,00."),
            ),
            Fact("rent_due_on", Words("Husleje, der skulle være betalt", "Rent that was due"), Kind.DAY),
            Fact(
                "stage",
                Words("Hvor langt er det?", "How far has it gone?"),
                Kind.CHOICE,
                (
                    Option("reminder", Words("Rykker", "Reminder")),
                    Option("demand", Words("Påkrav", "Demand")),
                    Option("termination", Words("Ophævelse", "Termination")),
                    Option("bailiff", Words("Fogedsag", "Bailiff case")),
                    Option("eviction", Words("Udsættelse", "Eviction")),
                ),
            ),
        ),
        law="almenlejeloven §§ 44, 90",
        source="S28, S55",
    ),
    Sheet(
        "demand",
        Words("Påkrav og hjælp", "Demand and help"),
        (
            Fact(
                "demand_received_on",
                Words("Påkrav modtaget", "Demand received"),
                Kind.DAY,
                hint=Words("De 14 dage løber herfra.", "The 14 days run from here."),
            ),
            Fact("paid_on", Words("Det hele er betalt", "Paid in full"), Kind.DAY),
            Fact("relief_sought_on", Words("§ 81 a søgt", "§ 81 a applied for"), Kind.DAY),
            Fact(
                "processing_days",
                Words(
                    "Kommunens forventede sagsbehandling i dage", "The municipality's expected processing time in days"
                ),
                Kind.NUMBER,
                hint=Words(
                    "Ofte op til 28 dage. Spørg ydelseskontoret.", "Often up to 28 days. Ask the benefits office."
                ),
            ),
        ),
        law="almenlejeloven § 90 stk. 2, aktivloven § 81 a",
        source="S28, S64, S68",
    ),
    Sheet(
        "court",
        Words("Ophævelse og fogedsag", "Termination and bailiff case"),
        (
            Fact("termination_on", Words("Lejemålet ophævet", "Tenancy terminated"), Kind.DAY),
            Fact(
                "landlord_told_on",
                Words("Udlejeren har underrettet kommunen", "The landlord told the municipality"),
                Kind.DAY,
            ),
            Fact("bailiff_on", Words("Fogedsag", "Bailiff case"), Kind.DAY),
            Fact("eviction_on", Words("Udsættelse", "Eviction"), Kind.DAY),
        ),
        law="almenlejeloven § 92 stk. 2",
        source="S28, S59",
    ),
    Sheet(
        "household",
        Words("Husstanden", "The household"),
        (
            Fact(
                "children",
                Words("Er der børn under 18 i husstanden?", "Are there children under 18 in the household?"),
                Kind.YES_NO,
            ),
            Fact(
                "reason",
                Words("Hvorfor er huslejen ikke betalt?", "Why was the rent not paid?"),
                Kind.LONG,
                hint=Words(
                    "Fx »boligstøtten er stoppet ved en fejl«.", "E.g. “housing benefit was stopped by mistake”."
                ),
            ),
        ),
        source="S40, S61, S62",
    ),
    Sheet(
        "plan",
        Words("Aftaler om penge", "Agreements about money"),
        (
            Fact(
                "instalment_plan",
                Words("Afdragsordning", "Instalment plan"),
                Kind.LONG,
                hint=Words("Hvor meget, hvornår, og hvem har sagt ja.", "How much, when, and who agreed."),
            ),
            Fact(
                "administration",
                Words("Er der en administrationsaftale?", "Is there an administration agreement?"),
                Kind.YES_NO,
            ),
            Fact(
                "debt_advice",
                Words("Går beboeren til gældsrådgivning?", "Does the resident get debt advice?"),
                Kind.YES_NO,
            ),
        ),
        source="S64, S69",
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
                    Option("paid", Words("Betalt", "Paid")),
                    Option("instalments", Words("Afdragsordning", "Instalments")),
                    Option("relief", Words("Hjælp efter § 81 a", "Help under § 81 a")),
                    Option("moved", Words("Flyttet selv", "Moved by themselves")),
                    Option("evicted", Words("Sat ud", "Evicted")),
                ),
            ),
            Fact(
                "tenancy_continues_on",
                Words("Lejemålet består, set den", "The tenancy continues, seen on"),
                Kind.DAY,
                hint=Words(
                    "Først tre måneder efter ophævelsen eller fogedsagen er en udsættelse afværget.",
                    "Only three months after the termination or the bailiff case is an eviction averted.",
                ),
            ),
        ),
    ),
)
PROCEDURE = Procedure(
    area="arrears",
    words=Words("Huslejerestance", "Rent arrears"),
    moments=(
        Moment("reach", Words("Få fat i beboeren", "Reach the resident"), REACH),
        Moment("help", Words("Find hjælp", "Find help"), HELP),
        Moment("court", Words("Fogedsag og opfølgning", "Bailiff case and follow-up"), COURT),
    ),
    phases=(
        Phase("heard", Words("Hørt om restancen", "Heard of the arrears")),
        Phase("trying", Words("Kontakt forsøgt", "Contact tried"), all_of=("contact_tried",)),
        Phase("known", Words("Årsag fundet", "Cause found"), all_of=("cause_found",)),
        Phase(
            "helped", Words("Hjælp i gang", "Help under way"), any_of=("instalments", "relief_sought", "administration")
        ),
        Phase("bailiff", Words("Fogedsag", "Bailiff case"), all_of=("landlord_notice",)),
        Phase("followed_up", Words("Fulgt op", "Followed up"), all_of=("next_rents",)),
    ),
    sheets=(*SHEETS, common.INQUIRY, *common.SHEETS),
    clocks=(
        Clock("first_contact", "inquiry_on", line="contact_tried"),
        Clock("demand_earliest", "rent_due_on", is_task=False),
        Clock("demand_deadline", "demand_received_on", met_by="paid_on"),
        Clock("municipal_help", "landlord_told_on", is_task=False),
        Clock("averted_check", "bailiff_on", met_by="tenancy_continues_on"),
        Clock("averted_check", "termination_on", met_by="tenancy_continues_on"),
        *common.CLOCKS,
    ),
    opens_with="inquiry_on",
)
