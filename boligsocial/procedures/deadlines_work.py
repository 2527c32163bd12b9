"""Deadlines of concerns, of access and consent, and what we promise ourselves."""

from datetime import timedelta

from boligsocial.procedures.rule import Rule, Stakes, days, months
from boligsocial.procedures.shape import Words
from boligsocial.workdays import add_months, add_office_days, add_weekdays, next_office_day

FOLLOWED_UP = Words("den dag, du følger op på", "the day you follow up on")
AGREED = Words("den dag, parterne lavede aftalen", "the day the parties made the agreement")

RULES = (
    Rule(
        "first_contact",
        Words("Første kontakt", "First contact"),
        Words("den dag, henvendelsen kom", "the day the inquiry came"),
        Words(
            "Tag kontakt til borgeren senest 2 arbejdsdage efter henvendelsen; 24. og 31. december tæller ikke med.",
            "Make contact with the citizen within 2 office days of the inquiry; 24 and 31 December do not count.",
        ),
        Words(
            "Det er vores eget løfte. Den, der venter længe på at høre fra os, kan nå at miste både en frist og modet.",
            "It is our own promise. Who waits long to hear from us may lose both a deadline and heart.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=lambda inquiry: add_office_days(inquiry, 2),
    ),
    Rule(
        "notif_receipt",
        Words("Kvittering for underretning", "Receipt for a child notification"),
        Words("den dag, underretningen blev sendt", "the day the notification was sent"),
        Words(
            "Kommunen skal bekræfte modtagelsen senest 6 hverdage efter, at underretningen kom.",
            "The municipality must confirm the receipt within 6 weekdays of the notification's arrival.",
        ),
        Words(
            "Kommer der ingen kvittering, ved du ikke, om nogen har læst underretningen om barnet. Ring og spørg.",
            "If no receipt comes, you do not know whether anybody has read about the child. Call and ask.",
        ),
        law="barnets lov",
        source="S73, S75",
        must_check=True,
        stakes=Stakes.HOME,
        due=lambda sent: add_weekdays(sent, 6),
    ),
    Rule(
        "notif_assess",
        Words("Kommunens vurdering af underretning", "The municipality's assessment of a notification"),
        Words("den dag, kommunen modtog underretningen", "the day the municipality received the notification"),
        Words(
            "Kommunen skal inden 24 timer vurdere, om barnet har brug for akut hjælp.",
            "Within 24 hours the municipality must assess whether the child needs help at once.",
        ),
        Words(
            "Det er en anden enheds frist, men et barn kan være i fare. Ring, hvis du ikke ved, om nogen er i gang.",
            "It is another unit's deadline, but a child may be in danger. Call if you do not know who is on it.",
        ),
        law="barnets lov §§ 136-137",
        source="S72, S74",
        must_check=False,
        stakes=Stakes.HOME,
        due=days(1),
    ),
    Rule(
        "doc_access",
        Words("Svar på anmodning om aktindsigt", "Answer to a request for access to documents"),
        Words("den dag, anmodningen kom", "the day the request came"),
        Words(
            "En anmodning om aktindsigt skal være færdigbehandlet senest 7 arbejdsdage efter, at den kom; "
            "24. og 31. december tæller med, så du bliver mindet om den hellere for tidligt end for sent.",
            "A request for access must be dealt with within 7 working days of its arrival; "
            "24 and 31 December count, so that you are reminded rather too early than too late.",
        ),
        Words(
            "Borgeren har ret til et svar i tide eller til at få at vide, hvorfor det varer længere. "
            "Gælder det indsigt i egne oplysninger efter GDPR, er fristen 1 måned.",
            "The citizen has a right to an answer in time, or to be told why it takes longer. "
            "For access to one's own data under the GDPR the deadline is 1 month.",
        ),
        law="offentlighedsloven § 36 stk. 2",
        source="S88",
        must_check=True,
        stakes=Stakes.RIGHT,
        due=lambda request: add_weekdays(request, 7),
    ),
    Rule(
        "consent_review",
        Words("Gennemgang af samtykke", "Review of a consent"),
        Words("den dag, samtykket blev givet", "the day the consent was given"),
        Words(
            "Gennemgå samtykket sammen med borgeren senest 12 måneder efter, at det blev givet.",
            "Go through the consent with the citizen within 12 months of its being given.",
        ),
        Words(
            "Et gammelt samtykke kan være glemt eller fortrudt. Vi deler kun det, borgeren stadig siger ja til.",
            "An old consent may be forgotten or regretted. We share only what the citizen still says yes to.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=months(12),
    ),
    Rule(
        "follow_up_14_days",
        Words("Opfølgning efter 14 dage", "Follow-up after 14 days"),
        FOLLOWED_UP,
        Words(
            "Følg op 14 dage efter: Ring eller kig forbi, og hør, hvordan det går.",
            "Follow up 14 days later: call or look in, and hear how it goes.",
        ),
        Words(
            "De første problemer viser sig i de første uger. Så er der stadig tid til at rette dem.",
            "The first problems show in the first weeks. Then there is still time to put them right.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=days(14),
    ),
    Rule(
        "follow_up_3_months",
        Words("Opfølgning efter 3 måneder", "Follow-up after 3 months"),
        FOLLOWED_UP,
        Words(
            "Følg op 3 måneder efter, og hør, om det stadig går godt.",
            "Follow up 3 months later, and hear whether it still goes well.",
        ),
        Words(
            "Det, der så løst ud, kan være gået i stå. Efter 3 måneder kan du se, om hjælpen holdt.",
            "What looked solved may have come to a halt. After 3 months you can see whether the help lasted.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=months(3),
    ),
    Rule(
        "mediation_call_2_weeks",
        Words("Opkald 2 uger efter mægling", "Call 2 weeks after a mediation"),
        AGREED,
        Words(
            "Ring til begge parter 2 uger efter aftalen; er kontoret lukket den dag, så ring den næste arbejdsdag.",
            "Call both parties 2 weeks after the agreement; if the office is closed that day, on the next office day.",
        ),
        Words(
            "Et tidligt opkald viser, om aftalen bliver holdt, mens den endnu er let at rette.",
            "An early call shows whether the agreement is kept while it is still easy to adjust.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=lambda agreed: next_office_day(agreed + timedelta(days=14)),
    ),
    Rule(
        "mediation_call_3_months",
        Words("Opkald 3 måneder efter mægling", "Call 3 months after a mediation"),
        AGREED,
        Words(
            "Ring til begge parter 3 måneder efter aftalen; er kontoret lukket den dag, så ring den næste arbejdsdag.",
            "Call both parties 3 months after the agreement; if the office is closed that day, on the next office day.",
        ),
        Words(
            "Er der stadig ro, kan du afslutte sagen. Er der ikke, kan det være tid til en husordenssag.",
            "If there is still quiet, you can close the case. If not, it may be time for a house-rules case.",
        ),
        law="",
        source="own",
        must_check=False,
        stakes=Stakes.OWN_GOAL,
        due=lambda agreed: next_office_day(add_months(agreed, 3)),
    ),
)
