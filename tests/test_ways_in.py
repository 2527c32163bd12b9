"""One's own passkeys, codes and logins; what an administrator can do about those of others, and cannot see."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.devices import device_of
from boligsocial.models import AuditRow, CodeApp, LoginSession, Notice, Passkey, Role, User
from tests.house_rules import TOP
from tests.make import PASSWORD
from tests.make_logins import SECRET

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def maja(make):
    return make.worker(email="maja@kommunen.example")


@pytest.fixture
def erik(make):
    """An administrator."""
    return make.user(Role.ADMIN)


def row(device):
    return Passkey.get(Passkey.credential_id == device.name)


def is_in(browser):
    return browser.get("/mig").status_code == 200


def events(name, user):
    return AuditRow.select().where(AuditRow.event == name, AuditRow.subject_id == str(user.id)).count()


# -- passkeys


def test_my_own_passkeys_are_listed_named_and_removed_and_nobody_elses(make, maja):
    mine, other, theirs = make.passkey(maja, name="Min telefon"), make.passkey(maja), make.passkey(make.worker())
    browser = make.client(maja)
    page = browser.get("/mig/adgang").text
    assert page.count("Fjern adgangsnøglen") == 2
    browser.post("/mig/adgangsnoegler/navn", data={"passkey": row(mine).id, "name": "Den blå"})
    browser.post("/mig/adgangsnoegler/navn", data={"passkey": row(theirs).id, "name": "Stjålet"})
    assert [row(one).name for one in (mine, theirs)] == ["Den blå", "Chrome på Android"]
    browser.post("/mig/adgangsnoegler/fjern", data={"passkey": row(mine).id})
    browser.post("/mig/adgangsnoegler/fjern", data={"passkey": row(theirs).id})
    assert [row(one).revoked_at is None for one in (mine, other, theirs)] == [False, True, True]
    assert row(mine).revoked_by == maja
    assert events("passkey.removed", maja) == 1
    assert Notice.get().kind.value == "access"


def test_the_last_way_in_is_never_removed(make, maja):
    only = make.passkey(maja)
    browser = make.client(maja)
    answer = browser.post("/mig/adgangsnoegler/fjern", data={"passkey": row(only).id})
    assert "din eneste vej ind" in browser.get(answer.location).text
    assert row(only).revoked_at is None
    make.totp(maja)
    browser.post("/mig/adgangsnoegler/fjern", data={"passkey": row(only).id})
    assert row(only).revoked_at is not None


def test_codes_without_a_password_are_no_way_in(make):
    ida = make.worker(password_hash=None)
    only = make.passkey(ida)
    make.totp(ida)
    make.client(ida).post("/mig/adgangsnoegler/fjern", data={"passkey": row(only).id})
    assert row(only).revoked_at is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/mig/adgangsnoegler/ny"),
        ("POST", "/mig/adgangsnoegler/ny"),
        ("POST", "/mig/adgangsnoegler/spoerg"),
        ("POST", "/mig/adgangsnoegler/fjern"),
        ("GET", "/mig/engangskode"),
        ("POST", "/mig/engangskode"),
    ],
)
def test_changing_ones_ways_in_needs_a_fresh_login(make, maja, method, path):
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(maja)
        traveller.shift(timedelta(minutes=6))
        answer = browser.open(path, method=method)
        assert answer.status_code == (303 if method == "GET" else 401)
        assert "bekraeft" in (answer.location or answer.text)


def test_a_device_is_told_in_plain_words_and_no_more_is_kept(make, client, maja):
    make.log_in(client, maja.username)
    client.post("/log-ud")
    device = make.passkey(maja)
    headers = {"User-Agent": PHONE}
    answer = device.use(client.post("/adgangsnoegle/spoerg").json)
    client.post("/log-ind/adgangsnoegle", data={"answer": answer}, headers=headers)
    assert LoginSession.get().device == "Chrome|Android"
    assert "Chrome på Android" in client.get("/mig/adgang").text
    assert 'value="Chrome på Android"' in client.get("/mig/adgangsnoegler/ny", headers=headers).text


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (PHONE, "Chrome|Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge|Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1", "Safari|iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox|Linux"),
        ("curl/8", "|"),
        ("<img src=x> %(browser)s", "|"),
        ("", "|"),
    ],
    ids=["chrome", "edge", "safari", "firefox", "curl", "markup", "empty"],
)  # fmt: skip
def test_devices_are_coarse(user_agent, device):
    assert device_of(user_agent) == device


# -- one-time codes


def test_an_app_is_set_up_and_then_replaced_by_another(make, maja):
    browser = make.client(maja)
    for _time in range(2):
        page = browser.get("/mig/engangskode").text
        assert 'role="img"' in page
        answer = make.set_code_app(browser, page)
        assert answer.location == "/mig/adgang"
    assert CodeApp.select().count() == 1
    assert events("code_app.set", maja) == 2
    assert Notice.select().count() == 2
    assert SECRET not in page


def test_somebody_without_a_password_gets_one_with_the_app(make):
    ida = make.worker(password_hash=None)
    browser = make.client(ida)
    page = browser.get("/mig/engangskode").text
    assert "Ny adgangskode" in page
    weak = make.set_code_app(browser, page, password="kort")
    assert (weak.status_code, "for kort" in weak.text) == (422, True)
    assert make.set_code_app(browser, page, password="fem gule biler holder").status_code == 303
    assert make.log_in(make.client(), ida.username, "fem gule biler holder").location == "/"


def test_a_wrong_code_leaves_the_old_app_as_it_was(make, maja):
    code = make.totp(maja)
    answer = make.client(maja).post("/mig/engangskode", data={"code": "000000"})
    assert (answer.status_code, "Koden er ikke rigtig" in answer.text) == (422, True)
    assert make.totp(maja) == code


# -- logins


def test_my_logins_are_listed_and_each_ends_alone(make, maja):
    here, login, theirs = make.client(maja), make.login(maja), make.login(make.worker())
    page = here.get("/mig/adgang").text
    assert "Firefox på Windows" in page
    assert (page.count(">Her<"), page.count('name="login"')) == (1, 1)
    assert login.token_hash[:12] not in page
    here.post("/mig/logins/afslut", data={"login": theirs.name})
    here.post("/mig/logins/afslut", data={"login": login.name})
    left = {session.token_hash for session in LoginSession.select()}
    assert (login.token_hash in left, theirs.token_hash in left) == (False, True)
    assert is_in(here)


def test_logging_out_everywhere_ends_every_login_of_mine_at_the_next_tap_and_no_others(make, maja):
    here, phone, jonas = make.client(maja), make.client(maja), make.client(make.worker())
    answer = here.post("/mig/log-ud-overalt")
    assert (answer.location, answer.headers["Clear-Site-Data"]) == ("/log-ind", '"cache"')
    assert [is_in(one) for one in (here, phone, jonas)] == [False, False, True]
    assert events("login.all_ended", maja) == 1


def test_a_login_that_is_over_is_not_listed(make, maja):
    make.login(maja, created_at=now() - timedelta(hours=11))
    assert "Firefox på Windows" not in make.client(maja).get("/mig/adgang").text


# -- an administrator


def test_an_administrator_sees_names_and_dates_and_no_secret(make, maja, erik):
    device = make.passkey(maja, name="Min telefon")
    make.totp(maja)
    page = make.client(erik).get(f"/brugere/{maja.id}").text
    assert "Min telefon" in page
    assert "App til engangskoder sat op i dag" in page
    for secret in (SECRET, device.name, CodeApp.get().secret):
        assert secret not in page


def test_a_lost_device_is_revoked_by_an_administrator_and_its_logins_end(make, maja, erik):
    lost, other, admin, browser = make.passkey(maja), make.passkey(maja), make.client(erik), make.client(maja)
    admin.post(f"/brugere/{maja.id}/adgangsnoegler/spaer", data={"passkey": row(lost).id})
    assert (row(lost).revoked_by, row(other).revoked_at) == (erik, None)
    assert not is_in(browser)
    assert events("passkey.revoked", maja) == 1
    assert Notice.get().user == maja
    admin.post(f"/brugere/{maja.id}/adgangsnoegler/spaer", data={"passkey": "all"})
    assert row(other).revoked_at is not None


def test_an_administrator_revokes_the_keys_of_that_person_alone(make, maja, erik):
    theirs, own = make.passkey(make.worker()), make.passkey(erik)
    admin = make.client(erik)
    admin.post(f"/brugere/{maja.id}/adgangsnoegler/spaer", data={"passkey": row(theirs).id})
    answer = admin.post(f"/brugere/{erik.id}/adgangsnoegler/spaer", data={"passkey": row(own).id})
    assert answer.status_code == 404, "one's own are on one's own page, where the last one stays"
    assert [row(one).revoked_at for one in (theirs, own)] == [None, None]


def test_an_administrator_ends_all_logins_of_somebody(make, maja, erik):
    browser, admin = make.client(maja), make.client(erik)
    admin.post(f"/brugere/{maja.id}/log-ud")
    assert [is_in(browser), is_in(admin)] == [False, True]
    assert events("login.all_ended", maja) == 1


@pytest.mark.parametrize("way", ["link", "luk"])
def test_a_new_link_and_a_closed_account_start_anew(make, maja, erik, way):
    device, admin, browser = make.passkey(maja), make.client(erik), make.client(maja)
    make.totp(maja)
    admin.post(f"/brugere/{maja.id}/{way}", data={"sure": "y"})
    assert Passkey.select().count() == CodeApp.select().count() == 0
    assert User.get_by_id(maja.id).password_hash is None
    assert not is_in(browser)
    out = make.client()
    answer = device.use(out.post("/adgangsnoegle/spoerg").json)
    assert out.post("/log-ind/adgangsnoegle", data={"answer": answer}).status_code == 422
    assert out.post("/log-ind", data={"username": maja.username, "password": PASSWORD}).status_code == 422


def test_a_new_link_is_told_to_whoever_had_a_way_in_before(make, maja, erik):
    new = make.worker(email="ny@kommunen.example", password_hash=None)
    for user in (maja, new):
        make.client(erik).post(f"/brugere/{user.id}/link")
    assert [notice.user for notice in Notice.select()] == [maja]


def test_no_change_of_a_way_in_goes_untold():
    source = "\n".join(
        (TOP / "boligsocial" / name).read_text()
        for name in ("accounts/keys.py", "accounts/codes.py", "accounts/actions.py", "admin/actions.py")
    )
    told = [part for part in source.split("@recorded(") if "tell_of_change(user)" in part]
    named = {part.partition(")")[0].removeprefix("Event.") for part in told}
    assert named == {
        *("PASSKEY_ADDED", "PASSKEY_REMOVED", "PASSKEY_REVOKED", "PASSKEY_COPIED", "CODE_APP_SET"),
        *("PASSWORD_CHANGED", "USER_INVITED", "LOGINS_ENDED"),
    }
