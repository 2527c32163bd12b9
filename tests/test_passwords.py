"""Passwords: what may be chosen, what is kept of them, and whose logins end when one is set."""

import hashlib
import re
import runpy
import unicodedata
from datetime import timedelta

import pytest
from itsdangerous import Signer, URLSafeTimedSerializer

from boligsocial import passwords
from boligsocial.admin.actions import invite
from boligsocial.clock import now
from boligsocial.models import Activation, LoginSession, User
from boligsocial.passwords import hash_password, is_too_common, matches, new_token, token_hash
from tests.make import PASSWORD

GOOD = "fem gule biler holder"


def test_what_people_remember_is_hashed_with_argon2id_at_a_cost_that_guessing_feels():
    untouched = runpy.run_path(passwords.__file__)
    assert untouched["hash_password"](GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_fits_its_own_hash_alone():
    kept = hash_password(GOOD)
    assert matches(kept, GOOD)
    assert kept != hash_password(GOOD)
    for other in (GOOD.upper(), f"{GOOD} ", GOOD[:-1], "", kept):
        assert not matches(kept, other)
    assert not matches("no hash at all", GOOD)


def test_a_long_password_counts_to_its_last_letter():
    longest = "x" * (passwords.LONGEST - 1) + "a"
    assert matches(hash_password(longest), longest)
    assert not matches(hash_password(longest), longest[:-1] + "b")
    assert not matches(hash_password(longest), f"{longest}a")


def test_nobodys_password_is_never_right_and_never_costs_more(monkeypatch):
    monkeypatch.setattr(passwords, "_nobodys_hash", lambda: hash_password("kendt af alle"))
    assert not matches(None, "kendt af alle")
    monkeypatch.undo()
    matches(None, GOOD)
    work = []
    monkeypatch.setattr(passwords, "hasher", Watched(work))
    matches(None, "x" * 1_000_000)
    assert work == [("verify", passwords.LONGEST + 1)]


class Watched:
    """A hasher that writes down what it is asked to do."""

    def __init__(self, work):
        self.work = work

    def verify(self, _kept, password):
        self.work.append(("verify", len(password)))
        return True

    def hash(self, password):
        self.work.append(("hash", len(password)))


def test_a_token_cannot_be_guessed_and_never_comes_twice():
    tokens = {new_token() for _time in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}
    assert {len(token_hash(token)) for token in tokens} == {64}


@pytest.mark.parametrize(
    "password",
    [
        "aabbaabbaabb",
        "Kodeord1234567",
        "PASSWORD12345",
        "boligsocialabcde",
        "majaholm2026!",
        "HolmMajaHolm",
        "maja.holm.1",
    ],
)
def test_what_everybody_tries_first_is_too_common(password):
    assert is_too_common(password, "maja.holm", "Maja", "Holm")


@pytest.mark.parametrize("password", [GOOD, "kodeordabcdef", "maja går en tur", "lilolalelilo"])
def test_a_common_word_or_a_name_is_all_right_in_something_longer(password):
    assert not is_too_common(password, "maja", "Li", "Lo", "La", "Le")


@pytest.fixture
def link(make):
    """Make a one-time link for somebody: link(user)."""

    def address(user):
        token = new_token()
        Activation.create(token_hash=token_hash(token), user=user, expires_at=now() + timedelta(hours=1))
        return f"/aktiver/{token}"

    return address


@pytest.mark.parametrize(
    ("password", "status"),
    [("fem bil gul", 422), ("fem bil gule", 303), ("æø" * 60 + "fem bil!", 303), ("æø" * 60 + "fem biler", 422)],
)
def test_a_password_has_12_to_128_characters(make, client, link, password, status):
    assert make.activate(client, link(make.worker(password_hash=None)), password).status_code == status


def test_ones_own_name_is_no_password(make, client, link):
    maja = make.worker(username="mh22", full_name="Maja Birkeholm")
    ida = make.worker(username="mh23", full_name="Ida Birkeholm", password_hash=None)
    answer = make.activate(client, link(ida), "birkeholm mh23")
    assert "for let at gætte" in answer.text
    data = {"current": PASSWORD, "password": "birkeholm mh22"}
    assert "for let at gætte" in make.client(maja).post("/mig/adgangskode", data=data).text
    assert User.get_by_id(maja.id).password_hash == maja.password_hash


def hashes(*users):
    return [User.get_by_id(user.id).password_hash for user in users]


def test_a_link_sets_one_persons_password_and_ends_that_persons_logins_and_links_alone(make, client, link):
    maja, jonas = make.worker(password_hash=None), make.worker()
    elsewhere, other = make.client(maja), make.client(jonas)
    used, older, not_mine = link(maja), link(maja), link(jonas)
    assert make.activate(client, used, GOOD).status_code == 303
    assert matches(hashes(maja)[0], GOOD)
    assert hashes(jonas) == [jonas.password_hash]
    assert [browser.get("/mig").status_code for browser in (elsewhere, other)] == [303, 200]
    assert [client.get(one).status_code for one in (used, older, not_mine)] == [404, 404, 200]


def test_a_link_of_somebody_who_has_left_opens_nothing(make, client, link):
    gone = make.worker(closed_at=now())
    address = link(gone)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/kode", data={"password": GOOD, "code": "123456"}).status_code == 404
    assert client.post(address, data={"answer": "{}"}).status_code == 404
    assert hashes(gone) == [gone.password_hash]


def test_changing_ones_password_touches_nobody_elses_password_or_login(make):
    maja, jonas = make.worker(), make.worker()
    here, other = make.client(maja), make.client(jonas)
    here.post("/mig/adgangskode", data={"current": PASSWORD, "password": GOOD})
    assert matches(hashes(maja)[0], GOOD)
    assert hashes(jonas) == [jonas.password_hash]
    assert other.get("/mig").status_code == 200
    assert LoginSession.select().count() == 2


def test_the_old_password_is_asked_for_in_words(make):
    answer = make.client(make.worker()).post("/mig/adgangskode", data={"current": "", "password": GOOD})
    assert answer.status_code == 422
    assert "Skriv din nuværende adgangskode." in answer.text


def test_the_most_used_passwords_that_are_long_enough_are_refused():
    assert len(passwords.most_used()) == 4000
    for often in ("1qaz2wsx3edc", "Q1W2E3R4T5Y6", "motherfucker", "sonyericsson", "leavemealone", "ghjcnjgfhjkm"):
        assert is_too_common(often)
    assert not is_too_common("leavemealone med gule biler")


def test_a_password_is_taken_exactly_as_it_was_typed_and_stays_good_for_years(make, client, time_machine):
    typed = "  Blå Ærter og 𝟛 ØL  "
    user = make.worker()
    User.update(password_hash=hash_password(typed)).where(User.id == user.id).execute()
    time_machine.move_to(now() + timedelta(days=3 * 365))
    for other in (typed.strip(), typed.lower(), unicodedata.normalize("NFKC", typed)):
        assert make.log_in(client, user.username, other).status_code == 422
    assert make.log_in(client, user.username, typed).status_code == 303


def test_a_field_for_a_password_hides_it_and_lets_managers_fill_it_in(make, client):
    user = make.worker()
    invited = invite(None, make.worker())
    pages = {
        client.get("/log-ind"): ["current-password"],
        client.get(f"/aktiver/{invited.invitation}/kode"): ["new-password"],
        make.client(user).get("/mig/adgang"): ["current-password", "new-password"],
    }
    for page, wanted in pages.items():
        fields = [
            field for field in re.findall(r"<input[^>]*>", page.text) if re.search(r'name="(password|current)"', field)
        ]
        assert [re.search(r'autocomplete="([^"]+)"', field)[1] for field in fields] == wanted
        for field in fields:
            assert 'type="password"' in field
            assert not re.search(r"onpaste|readonly|maxlength|value=", field)


def test_everything_that_is_signed_is_signed_with_sha_256(app):
    assert Signer("key").digest_method is hashlib.sha256
    assert URLSafeTimedSerializer("key").make_signer("salt").digest_method is hashlib.sha256
    assert app.session_interface.get_signing_serializer(app).make_signer("salt").digest_method is hashlib.sha256
