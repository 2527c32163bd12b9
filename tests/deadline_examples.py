"""Worked deadlines, counted on a paper calendar: first day, last day, and what the row is there for.

Easter is on 5 April 2026, 28 March 2027 and 16 April 2028, Ascension on 14 May 2026, Whit Monday on 5 June 2028.
The clocks change on 29 March and 25 October 2026, 28 March and 31 October 2027.
"""

TABLE = {
    "first_contact": """
        2026-11-24 2026-11-26 Tue -> Thu
        2026-04-01 2026-04-08 Wed before Easter -> Tue, Wed after it
        2026-12-23 2026-12-29 24 December is no office day
        2026-12-30 2027-01-05 31 December is none either
        2026-06-04 2026-06-09 Grundlovsdag is a Friday
        2026-07-17 2026-07-21 July counts
        2026-10-24 2026-10-27 Sat, the night the clocks change
        2023-05-04 2023-05-09 Store bededag was Fri 5 May 2023
        2024-04-25 2024-04-29 and is none any more on Fri 26 April 2024
    """,
    "address_change": """
        2026-12-01 2026-12-06 a Sunday stays
        2026-12-28 2027-01-02 over New Year
        2026-04-01 2026-04-06 Easter Monday stays
        2028-02-25 2028-03-01 29 days in February
        2026-05-31 2026-06-05 Grundlovsdag stays
        2026-07-29 2026-08-03 July
        2026-10-22 2026-10-27 the clocks change
    """,
    "defect_list": """
        2026-12-01 2026-12-15 two weeks
        2026-12-18 2027-01-01 New Year's Day stays
        2026-03-22 2026-04-05 Easter Day stays, and the clocks change
        2026-05-22 2026-06-05 Grundlovsdag stays
        2026-07-20 2026-08-03 July
        2028-02-16 2028-03-01 29 days in February
    """,
    "housing_benefit": """
        2026-12-01 2026-12-31 31 December stays
        2027-02-01 2027-03-03 28 days in February
        2028-02-01 2028-03-02 29 days
        2026-03-06 2026-04-05 Easter Day stays
        2026-05-06 2026-06-05 Grundlovsdag stays
        2026-07-01 2026-07-31 July
        2026-10-01 2026-10-31 the clocks change
    """,
    "housing_benefit_check": """
        2026-11-24 2026-12-24 Christmas Eve stays
        2027-02-26 2027-03-28 Easter Day stays, and the clocks change
        2028-01-30 2028-02-29 29 days in February
        2026-05-06 2026-06-05 Grundlovsdag stays
        2026-06-15 2026-07-15 July
    """,
    "liability_end": """
        2026-12-01 2027-12-01 one year
        2028-02-29 2029-02-28 the last of the month
        2027-02-28 2028-02-28 not the last of the month
        2026-07-15 2027-07-15 July
        2026-06-05 2027-06-05 Grundlovsdag
        2027-03-28 2028-03-28 the clocks change on Easter Day
    """,
    "moveout_notice": """
        2026-09-01 2026-12-01 to the day
        2026-09-02 2027-01-04 a day late: Fri 1 January, a weekend, Mon 4
        2026-10-04 2027-01-04 to the day again
        2026-10-05 2027-02-01 a day late again
        2026-01-01 2026-04-07 Wed 1 April is the day before Maundy Thursday
        2026-01-08 2026-05-01 1 May counts
        2026-03-01 2026-06-01 Mon, in the week of Grundlovsdag
        2020-03-01 2020-06-02 1 June 2020 was Whit Monday
        2028-02-29 2028-06-01 from the leap day
        2026-11-30 2027-03-01 3 months is 28 February
        2026-04-15 2026-08-03 past July, Sat 1 August
        2026-07-25 2026-11-02 the clocks change
    """,
    "moveout_new_address": """
        2026-12-01 2026-11-23 eight days
        2027-01-04 2026-12-27 over New Year
        2026-04-14 2026-04-06 Easter Monday stays
        2028-03-08 2028-02-29 back to the leap day
        2026-06-13 2026-06-05 Grundlovsdag stays
        2026-08-03 2026-07-26 July
        2026-11-02 2026-10-25 the clocks change
    """,
    "moveout_inspection": """
        2026-12-02 2026-12-16 two weeks
        2026-12-11 2026-12-25 Christmas Day stays
        2026-03-23 2026-04-06 Easter Monday stays
        2026-05-22 2026-06-05 Grundlovsdag stays
        2026-07-06 2026-07-20 July
        2026-10-19 2026-11-02 the clocks change
        2028-02-15 2028-02-29 the leap day
    """,
    "moveout_summons": """
        2026-12-08 2026-12-01 a week before
        2027-01-01 2026-12-25 over New Year
        2026-04-13 2026-04-06 Easter Monday stays
        2026-06-12 2026-06-05 Grundlovsdag stays
        2026-08-04 2026-07-28 July
        2026-11-01 2026-10-25 the clocks change
        2028-03-07 2028-02-29 back to the leap day
    """,
    "moveout_statement": """
        2026-12-16 2026-12-30 two weeks, over Christmas
        2027-03-15 2027-03-29 Easter Monday stays
        2026-05-25 2026-06-08 over Grundlovsdag
        2026-06-30 2026-07-14 July
        2027-10-20 2027-11-03 the clocks change
        2028-02-20 2028-03-05 29 days in February
    """,
    "demand_earliest": """
        2026-12-01 2026-12-05 Wed, Thu, Fri -> a Saturday
        2027-01-01 2027-01-08 the rent is timely on Mon 4; Tue, Wed, Thu -> Fri
        2027-04-01 2027-04-07 Fri, Mon, Tue -> Wed
        2028-06-01 2028-06-08 Fri, (Mon is Grundlovsdag and Whit Monday), Tue, Wed -> Thu
        2026-04-01 2026-04-10 Easter; Tue, Wed, Thu -> Fri
        2026-06-01 2026-06-05 Tue, Wed, Thu -> Fri, Grundlovsdag itself
        2026-07-01 2026-07-07 Thu, Fri, Mon -> Tue
        2026-08-01 2026-08-07 Sat moves to Mon; Tue, Wed, Thu -> Fri
        2026-12-23 2026-12-30 Thu 24 counts, Mon, Tue -> Wed
        2026-10-23 2026-10-29 Mon, Tue, Wed -> Thu, after the clocks change
    """,
    "demand_deadline": """
        2026-12-07 2026-12-21 Mon
        2027-01-08 2027-01-22 Fri
        2027-04-07 2027-04-21 Wed
        2028-06-08 2028-06-22 Thu
        2026-12-05 2026-12-21 Sat -> Mon
        2026-12-10 2026-12-24 Thu 24 counts
        2026-12-11 2026-12-28 Fri 25 and the weekend do not
        2026-03-20 2026-04-07 Good Friday -> Tue
        2026-05-22 2026-06-08 Fri, Grundlovsdag -> Mon
        2026-07-03 2026-07-17 July
        2026-10-11 2026-10-26 Sun the clocks change -> Mon
    """,
    "municipal_help": """
        2026-12-11 2026-12-25 Christmas Day stays
        2026-05-22 2026-06-05 Grundlovsdag stays
        2026-07-10 2026-07-24 July
        2026-10-20 2026-11-03 the clocks change
        2027-03-14 2027-03-28 Easter Day stays
    """,
    "averted_check": """
        2026-12-21 2027-03-21 over Christmas
        2026-11-30 2027-02-28 the last of February
        2027-11-30 2028-02-29 in a leap year
        2026-04-05 2026-07-05 Easter Day, over Grundlovsdag into July
        2026-07-25 2026-10-25 the clocks change
    """,
    "landlord_must_act": """
        2026-11-24 2026-12-22 four weeks
        2026-06-02 2026-06-30 the last request without a pause, over Grundlovsdag
        2026-06-03 2026-08-01 27 days in June, one in August
        2026-06-20 2026-08-18 10 days in June, 18 in August
        2026-06-30 2026-08-28 all of July waits
        2026-07-31 2026-08-28 as if it came on the last of June
        2026-08-01 2026-08-29 after July
        2026-12-04 2027-01-01 New Year's Day stays
        2026-03-09 2026-04-06 Easter Monday stays, and the clocks change
    """,
    "conditional_tenancy_end": """
        2026-11-24 2027-11-24 one year
        2028-02-29 2029-02-28 the last of the month
        2027-03-28 2028-03-28 the clocks change on Easter Day
        2026-06-05 2027-06-05 Grundlovsdag
        2026-07-31 2027-07-31 July
    """,
    "board_appeal": """
        2026-11-27 2026-12-25 Christmas Day stays
        2027-03-01 2027-03-29 Easter Monday stays
        2026-05-08 2026-06-05 Grundlovsdag stays
        2026-07-06 2026-08-03 July counts
        2026-10-05 2026-11-02 the clocks change
        2028-02-01 2028-02-29 the leap day
    """,
    "notif_receipt": """
        2026-12-22 2026-12-31 Wed, Thu 24, Mon, Tue, Wed, Thu 31
        2027-03-24 2027-04-06 Easter; Tue, Wed, Thu, Fri, Mon, Tue; the clocks change
        2026-05-11 2026-05-20 Ascension
        2026-06-01 2026-06-10 Fri is Grundlovsdag
        2026-07-13 2026-07-21 July
        2026-10-23 2026-11-02 the clocks change
        2023-05-01 2023-05-10 Store bededag in 2023
        2024-04-22 2024-04-30 none in 2024
    """,
    "notif_assess": """
        2026-11-24 2026-11-25 the next day
        2026-12-24 2026-12-25 also on Christmas Day
        2026-04-04 2026-04-05 also on Easter Day
        2026-06-04 2026-06-05 also on Grundlovsdag
        2026-07-31 2026-08-01 July
        2026-10-24 2026-10-25 a day of 25 hours
        2028-02-28 2028-02-29 the leap day
    """,
    "doc_access": """
        2026-11-24 2026-12-03 Wed, Thu, Fri, Mon, Tue, Wed, Thu
        2026-12-22 2027-01-04 24 and 31 December count
        2026-04-01 2026-04-15 Easter
        2026-06-03 2026-06-15 Fri is Grundlovsdag
        2028-05-31 2028-06-12 Mon is Grundlovsdag and Whit Monday
        2026-07-10 2026-07-21 July
        2026-10-22 2026-11-02 the clocks change
    """,
    "consent_review": """
        2026-12-31 2027-12-31 one year
        2028-02-29 2029-02-28 the last of the month
        2027-03-28 2028-03-28 the clocks change on Easter Day
        2026-06-05 2027-06-05 Grundlovsdag
        2026-07-15 2027-07-15 July
    """,
    "follow_up_14_days": """
        2026-12-10 2026-12-24 Christmas Eve stays
        2026-03-23 2026-04-06 Easter Monday stays
        2026-05-22 2026-06-05 Grundlovsdag stays
        2026-07-25 2026-08-08 July
        2026-10-18 2026-11-01 the clocks change
    """,
    "follow_up_3_months": """
        2026-12-01 2027-03-01 over Christmas
        2026-11-30 2027-02-28 the last of February
        2027-11-29 2028-02-29 in a leap year
        2026-03-05 2026-06-05 Grundlovsdag stays, over Easter
        2026-04-15 2026-07-15 July
        2026-07-25 2026-10-25 the clocks change
    """,
    "mediation_call_2_weeks": """
        2026-11-24 2026-12-08 Tue
        2026-12-10 2026-12-28 24 December -> Mon
        2026-12-17 2027-01-04 31 December -> Mon
        2026-03-19 2026-04-07 Maundy Thursday -> Tue
        2026-05-22 2026-06-08 Grundlovsdag -> Mon
        2026-07-04 2026-07-20 Sat -> Mon
        2026-10-11 2026-10-26 Sun the clocks change -> Mon
    """,
    "mediation_call_3_months": """
        2026-11-24 2027-02-24 Wed
        2026-09-24 2026-12-28 24 December -> Mon
        2026-10-01 2027-01-04 New Year's Day -> Mon
        2026-12-25 2027-03-30 Maundy Thursday -> Tue
        2026-03-05 2026-06-08 Grundlovsdag -> Mon
        2026-04-18 2026-07-20 Sat -> Mon
        2026-07-25 2026-10-26 Sun the clocks change -> Mon
        2027-11-30 2028-02-29 the leap day
    """,
}
