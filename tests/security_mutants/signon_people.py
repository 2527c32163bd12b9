"""Mutants of the municipality's own login: whom it lets in, and as whom."""

from tests.security_mutants.mutant import Mutant

PROVIDER, ACTIONS = "boligsocial/signon/provider.py", "boligsocial/signon/actions.py"
SETTINGS = "boligsocial/municipal_login.py"
PEOPLE = "tests/test_signon_people.py::test_"
LOST_GROUP = f"{PEOPLE}a_group_that_is_lost_closes_the_door_and_every_open_session"
LINKED = f"{PEOPLE}a_link_and_the_municipalitys_login_make_an_account_theirs_and_the_password_is_gone"
ANEW = f"{PEOPLE}who_proves_anew_who_they_are_is_asked_now_and_gets_a_new_session_for_the_old_one"
BAD_SETTING = "tests/test_municipal_login.py::test_a_setting_that_cannot_be_used_is_named_and_the_server_stays_down"

MUTANTS = (
    Mutant(
        "half a name names somebody",
        ACTIONS,
        "if not isinstance(part, str) or not part:",
        "if False:",
        f"{PEOPLE}a_name_of_several_claims_needs_every_one",
    ),
    Mutant(
        "who has lost the group keeps the role",
        ACTIONS,
        "    if role is None:\n        if known",
        "    role = role or (known.role if known else None)\n    if role is None:\n        if known",
        LOST_GROUP,
    ),
    Mutant(
        "a lost group leaves open sessions",
        ACTIONS,
        "            _shut_out(None, known)\n",
        "            pass\n",
        LOST_GROUP,
    ),
    Mutant(
        "a role that changed there stays",
        ACTIONS,
        "            _change_role(None, user, role)\n",
        "            pass\n",
        f"{PEOPLE}a_new_role_there_is_a_new_role_here_and_leaves_a_trace",
    ),
    Mutant(
        "a closed account is opened by the municipality",
        ACTIONS,
        "if user.closed_at is not None or user.role not in MUNICIPAL:",
        "if user.role not in MUNICIPAL:",
        f"{PEOPLE}a_closed_account_stays_closed",
    ),
    Mutant(
        "the municipality makes a contact person a worker",
        ACTIONS,
        "if user.closed_at is not None or user.role not in MUNICIPAL:",
        "if user.closed_at is not None:",
        f"{PEOPLE}contact_persons_volunteers_and_boards_do_not_come_in_this_way",
    ),
    Mutant(
        "everybody of the municipality gets an account",
        ACTIONS,
        "    if not login.creates:\n        raise NoAccount\n",
        "",
        f"{PEOPLE}somebody_whom_nobody_here_has_named_is_told_so",
    ),
    Mutant(
        "the same name at another server is the same person",
        ACTIONS,
        "Identity.issuer == identity.issuer, Identity.subject",
        "Identity.subject",
        f"{PEOPLE}the_same_name_at_another_server_is_somebody_else",
    ),
    Mutant(
        "an old link still names an account",
        ACTIONS,
        ", Activation.expires_at > now()",
        "",
        f"{PEOPLE}a_link_that_is_old_or_of_somebody_who_has_left_makes_nobody_anybody",
    ),
    Mutant(
        "somebody else's link is taken for one's own",
        ACTIONS,
        " or (known and asked and known != asked):",
        ":",
        f"{PEOPLE}somebody_elses_link_does_not_move_who_one_is",
    ),
    Mutant(
        "password, link and passkeys stay other ways in",
        ACTIONS,
        "    take_all_away(user)\n",
        "",
        LINKED,
    ),
    Mutant(
        "a link is left for a password by whom the municipality knows",
        ACTIONS,
        "if known is None or trip.link_hash:",
        "if known is None:",
        f"{PEOPLE}a_link_is_used_up_also_by_whom_the_municipality_knows_already",
    ),
    Mutant(
        "the activation link stands readable in the database",
        ACTIONS,
        "link_hash=token_hash(origin.link) if",
        "link_hash=origin.link if",
        f"{PEOPLE}the_trip_keeps_a_hash_of_the_link_only",
    ),
    Mutant(
        "a login anew is not asked for",
        PROVIDER,
        "        if anew:\n",
        "        if False:\n",
        ANEW,
    ),
    Mutant(
        "who logged in there this morning has proved it now",
        ACTIONS,
        "start(user, proved_at(claims))",
        "start(user)",
        f"{PEOPLE}who_was_logged_in_there_since_this_morning_has_not_proved_it_now",
    ),
    Mutant(
        "a colleague proves anew who I am",
        ACTIONS,
        "if (trip.user and known is None) or (known and asked and known != asked):",
        "if False:",
        f"{PEOPLE}a_colleague_at_the_same_phone_proves_nothing_anew",
    ),
    Mutant(
        "somebody whom nobody knows proves anew who I am",
        ACTIONS,
        "if (trip.user and known is None) or ",
        "if ",
        f"{PEOPLE}somebody_unknown_proves_nothing_anew_and_becomes_nobody",
    ),
    Mutant(
        "a group gives a role for which it is not meant",
        SETTINGS,
        "if group in named)",
        "if any(str(one).startswith(group) for one in named))",
        f"{PEOPLE}no_group_and_what_is_no_group_is_no_role",
    ),
    Mutant(
        "the setting gives the municipality's login to contact persons",
        SETTINGS,
        "role.value: role for role in MUNICIPAL}",
        "role.value: role for role in Role}",
        BAD_SETTING,
    ),
    Mutant(
        "a setting without a level lets every level in",
        SETTINGS,
        '{"OIDC_ACR": login.acr, ',
        "{",
        BAD_SETTING,
    ),
    Mutant(
        "the municipality's login is asked in the clear",
        SETTINGS,
        'if not is_protected(settings["OIDC_ISSUER"]):',
        "if False:",
        BAD_SETTING,
    ),
    Mutant(
        "whom the municipality lets in is offered another way too",
        "templates/accounts/prove.html",
        "{% else %}\n{% with action",
        "{% endif %}\n{% if true %}{% with action",
        "tests/test_signon_people.py::test_a_page_that_asks_who_is_there_offers_it_to_whom_the_municipality_knows",
    ),
)
