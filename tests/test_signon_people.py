"""Whom the municipality's login lets in, and as whom."""

import time
from datetime import timedelta

import pytest

from boligsocial.clock import now
from boligsocial.models import Activation, Identity, LoginSession, Role, SignonTrip, User
from boligsocial.passwords import token_hash
from tests.make import PASSWORD
from tests.signon_bench import asked, log_in, log_in_with, traces

LINK = "x" * 43


def link_for(user):
    """Give the person an activation link."""
    Activation.create(token_hash=token_hash(LINK), user=user, expires_at=now() + timedelta(days=1))
    return user


def sessions_of(user):
    return LoginSession.select().where(LoginSession.user == user.id).count()


# -- who --------------------------------------------------------------------------------------------------------


def test_somebody_whom_nobody_here_has_named_is_told_so(login, client, make):
    make.worker(username="maja", email="maja@kommunen.dk")
    answer = log_in(client)
    assert answer.status_code == 403
    assert "du har ingen konto her" in answer.text


def test_neither_an_address_nor_a_user_name_makes_somebody_a_person_here(login, client, make, idp):
    make.worker(username="maja", email="maja@kommunen.dk", full_name="Maja Holm")
    idp.person |= {"email": "maja@kommunen.dk", "email_verified": True, "preferred_username": "maja"}
    assert log_in(client).status_code == 403
    assert Identity.select().count() == 0


def test_the_same_name_at_another_server_is_somebody_else(login, client, make):
    Identity.create(user=make.worker(), issuer="https://anden.example", subject="maja-1")
    assert log_in(client).status_code == 403


def test_a_name_of_several_claims_needs_every_one(login, client, make, idp, maja):
    login(subject=("tid", "oid"), creates=True)
    Identity.create(user=make.worker(first_name="Entra"), issuer=idp.url, subject="lejer-1/person-1")
    idp.person |= {"tid": "lejer-1"}
    assert log_in(client).status_code == 403
    idp.person |= {"oid": "person-1"}
    log_in(client)
    assert "Entra" in client.get("/mig").text
    assert {user.first_name for user in User.select()} == {"Maja", "Entra"}


def test_a_link_and_the_municipalitys_login_make_an_account_theirs_and_the_password_is_gone(login, client, make, idp):
    user = link_for(make.worker(first_name="Nanna"))
    make.client(user)
    page = client.get(f"/aktiver/{LINK}").text
    assert 'action="/log-ind/kommunen"' in page
    assert f'name="link" value="{LINK}"' in page
    assert log_in_with(client, link=LINK).status_code == 303
    assert "Nanna" in client.get("/mig").text
    assert "identity.linked" in traces()
    assert sessions_of(user) == 1
    assert client.get(f"/aktiver/{LINK}").status_code == 404
    refused = make.client().post("/log-ind", data={"username": user.username, "password": PASSWORD})
    assert refused.status_code == 422
    # From now on without a link.
    assert log_in(make.client()).status_code == 303


def test_the_trip_keeps_a_hash_of_the_link_only(login, client, make):
    link_for(make.worker())
    client.post("/log-ind/kommunen", data={"link": LINK})
    assert SignonTrip.get().link_hash == token_hash(LINK)


def test_a_new_link_takes_the_place_of_who_the_person_was_there(login, client, make, idp, maja):
    link_for(maja)
    idp.person["sub"] = "maja-2"
    assert log_in_with(client, link=LINK).status_code == 303
    assert [row.subject for row in Identity.select()] == ["maja-2"]


def test_a_link_is_used_up_also_by_whom_the_municipality_knows_already(login, client, maja):
    link_for(maja)
    assert log_in_with(client, link=LINK).status_code == 303
    assert client.get(f"/aktiver/{LINK}").status_code == 404
    assert (Identity.select().count(), sessions_of(maja)) == (1, 1)


def test_a_link_that_is_old_or_of_somebody_who_has_left_makes_nobody_anybody(login, client, make):
    user = link_for(make.worker())
    Activation.update(expires_at=now()).execute()
    assert log_in_with(client, link=LINK).status_code == 403
    Activation.update(expires_at=now() + timedelta(days=1)).execute()
    User.update(closed_at=now()).where(User.id == user.id).execute()
    assert log_in_with(client, link=LINK).status_code == 403
    assert Identity.select().count() == 0


def test_somebody_elses_link_does_not_move_who_one_is(login, client, make, maja):
    other = link_for(make.worker())
    answer = log_in_with(client, link=LINK)
    assert answer.status_code == 403
    assert "som en anden" in answer.text
    assert Identity.get().user == maja
    assert sessions_of(other) == 0


@pytest.mark.parametrize("role", [Role.CONTACT, Role.VOLUNTEER, Role.BOARD])
def test_contact_persons_volunteers_and_boards_do_not_come_in_this_way(login, client, make, idp, role):
    user = link_for(make.user(role))
    assert "/log-ind/kommunen" not in client.get(f"/aktiver/{LINK}").text
    assert log_in_with(client, link=LINK).status_code == 403
    assert Identity.select().count() == 0
    Identity.create(user=user, issuer=idp.url, subject="maja-1")
    assert log_in(client).status_code == 403
    assert User.get_by_id(user.id).role == role


def test_whoever_has_a_role_there_gets_an_account_at_the_first_login_when_the_operator_says_so(login, client, idp):
    login(creates=True)
    idp.person |= {"name": "Nanna Friis", "given_name": "Nanna", "roles": ["bolig-leder", "alle"]}
    assert log_in(client).status_code == 303
    user = User.get()
    assert (user.full_name, user.first_name, user.role) == ("Nanna Friis", "Nanna", Role.LEADER)
    assert user.password_hash is None
    assert not user.is_demo
    client.post("/log-ud")
    idp.person["name"] = "Nanna Holm"
    assert log_in(client).status_code == 303
    assert User.select().count() == 1


def test_names_that_are_missing_or_endless_do_no_harm(login, client, idp):
    login(creates=True)
    assert log_in(client).status_code == 303
    assert User.get().full_name.startswith("kommunen-")
    idp.person |= {"sub": "anden", "name": "x" * 5000}
    assert log_in(client).status_code == 303


# -- which role -------------------------------------------------------------------------------------------------


def test_a_group_that_is_lost_closes_the_door_and_every_open_session(login, client, make, idp, maja):
    phone, colleague = make.client(maja), make.worker()
    make.client(colleague)
    idp.person["roles"] = ["alle"]
    answer = log_in(client)
    assert answer.status_code == 403
    assert "ikke længere" in answer.text
    assert phone.get("/mig").location.startswith("/log-ind")
    assert sessions_of(colleague) == 1
    assert traces()[-2:] == ["signon.shut_out", "signon.refused"]


@pytest.mark.parametrize("groups", [None, [], "", {}, 7, [["bolig-medarbejder"]], "bolig-medarbejder-2"])
def test_no_group_and_what_is_no_group_is_no_role(login, client, idp, maja, groups):
    idp.person["roles"] = groups
    assert log_in(client).status_code == 403


def test_a_new_role_there_is_a_new_role_here_and_leaves_a_trace(login, client, idp, maja):
    idp.person["roles"] = "bolig-leder"
    assert log_in(client).status_code == 303
    assert User.get_by_id(maja.id).role == Role.LEADER
    assert client.get("/sager").status_code == 404
    assert "user.changed" in traces()
    client.post("/log-ud")
    log_in(client)
    assert traces().count("user.changed") == 1


def test_of_several_groups_the_one_that_stands_first_in_the_setting_counts(login, client, idp, maja):
    idp.person["roles"] = ["bolig-medarbejder", "bolig-admin"]
    log_in(client)
    assert User.get_by_id(maja.id).role == Role.ADMIN


def test_a_closed_account_stays_closed(login, client, maja):
    User.update(closed_at=now()).where(User.id == maja.id).execute()
    assert log_in(client).status_code == 403
    assert sessions_of(maja) == 0


# -- a login anew -----------------------------------------------------------------------------------------------


def test_who_proves_anew_who_they_are_is_asked_now_and_gets_a_new_session_for_the_old_one(login, make, idp, maja):
    browser = make.client(maja)
    before = LoginSession.get().token_hash
    question = asked(browser.get("/log-ind/kommunen?igen=1&next=/mig"))
    assert (question["prompt"], question["max_age"]) == ("login", "0")
    assert log_in(browser, "/log-ind/kommunen?igen=1&next=/mig").location == "/mig"
    assert LoginSession.get().token_hash != before
    assert sessions_of(maja) == 1
    assert now() - LoginSession.get().proved_at < timedelta(seconds=10)


@pytest.mark.parametrize(("auth_time", "is_fresh"), [(-5, True), (-3600, False), (None, False), (9e9, True)])
def test_who_was_logged_in_there_since_this_morning_has_not_proved_it_now(
    login, client, idp, maja, auth_time, is_fresh
):
    idp.forge["auth_time"] = auth_time and int(time.time()) + auth_time
    assert log_in(client).status_code == 303
    assert (now() - LoginSession.get().proved_at < timedelta(minutes=5)) is is_fresh
    assert LoginSession.get().proved_at <= now()


def test_a_page_that_asks_who_is_there_offers_it_to_whom_the_municipality_knows(login, make, maja):
    page = make.client(maja).get("/bekraeft?next=/mig").text
    assert "Bekræft med" not in page, "no other door is open to her"
    assert 'href="/log-ind/kommunen?next=/mig&amp;igen=1"' in page
    other = make.client(make.worker()).get("/bekraeft").text
    assert "/log-ind/kommunen" not in other
    assert "Bekræft med" in other


def test_a_login_anew_that_went_wrong_leaves_one_signed_in_and_is_tried_again_anew(login, make, idp, maja):
    browser = make.client(maja)
    idp.error = "access_denied"
    answer = log_in(browser, "/log-ind/kommunen?igen=1")
    assert "Det er ikke bekræftet endnu" in answer.text
    assert "/log-ind/kommunen?igen=1" in answer.text
    assert browser.get("/mig").status_code == 200


def test_a_link_is_opened_again_for_another_try(login, client, make, idp):
    link_for(make.worker())
    idp.error = "access_denied"
    answer = log_in_with(client, link=LINK)
    assert "Åbn linket fra din administrator igen" in answer.text
    assert "/log-ind/kommunen" not in answer.text


@pytest.mark.parametrize("auth_time", [None, "now", True, "ten minutes ago"])
def test_a_login_of_some_time_ago_proves_nothing_anew(login, make, idp, maja, auth_time):
    browser = make.client(maja)
    idp.forge["auth_time"] = time.time() - 600 if auth_time == "ten minutes ago" else auth_time
    before = LoginSession.get().token_hash
    assert log_in(browser, "/log-ind/kommunen?igen=1").status_code == 403
    assert LoginSession.get().token_hash == before


def test_a_colleague_at_the_same_phone_proves_nothing_anew(login, make, idp, maja):
    browser = make.client(make.worker())
    answer = log_in(browser, "/log-ind/kommunen?igen=1")
    assert answer.status_code == 403
    assert sessions_of(maja) == 0


def test_somebody_unknown_proves_nothing_anew_and_becomes_nobody(login, make, idp):
    login(creates=True)
    browser = make.client(make.worker())
    assert log_in(browser, "/log-ind/kommunen?igen=1").status_code == 403
    assert User.select().count() == 1
