"""What the operator says about the municipality's own login: whole or not at all, and read as it is meant."""

import pytest

from boligsocial import config, create_app, db
from boligsocial.models import Role
from boligsocial.municipal_login import BadSetting, is_protected, municipal_login

WHOLE = {
    "OIDC_ISSUER": "https://login.example.dk/lejer",
    "OIDC_CLIENT_ID": "boligsocial",
    "OIDC_CLIENT_SECRET": "12345",
    "OIDC_ACR": "betydelig hoej",
    "OIDC_ROLES": "CN=Bolig-admin,OU=IT=admin; bolig-leder = leader;bolig=worker;",
}


def read(**settings):
    return municipal_login({**config.DEFAULTS, **WHOLE, **settings})


def test_without_a_setting_there_is_no_such_login():
    assert municipal_login(dict(config.DEFAULTS)) is None


def test_the_settings_are_read_as_they_are_meant():
    login = read(OIDC_SUBJECT="tid oid")
    assert login.acr == ("betydelig", "hoej")
    assert login.subject == ("tid", "oid")
    assert login.roles == (
        ("CN=Bolig-admin,OU=IT", Role.ADMIN),
        ("bolig-leder", Role.LEADER),
        ("bolig", Role.WORKER),
    )
    assert not login.creates


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        *((name, "") for name in WHOLE),
        ("OIDC_ISSUER", "http://login.example.dk"),
        ("OIDC_ISSUER", "login.example.dk"),
        ("OIDC_ROLES", "bolig"),
        ("OIDC_ROLES", "=worker"),
        ("OIDC_ROLES", "bolig=kaptajn"),
        ("OIDC_ROLES", "udlejer=contact"),
        ("OIDC_ROLES", "frivillige=volunteer"),
        ("OIDC_SUBJECT", " "),
        ("OIDC_ACR", " "),
        ("OIDC_ROLES", " ; "),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_the_server_stays_down(app, make, monkeypatch, setting, value):
    with pytest.raises(BadSetting, match=setting):
        read(**{setting: value})
    for name, whole in WHOLE.items():
        monkeypatch.setitem(app.config, name, whole)
    monkeypatch.setitem(app.config, setting, value)
    result = app.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 1
    assert setting in result.output


def test_the_check_says_which_login_it_is_and_never_its_secret(app, make, monkeypatch):
    for name, whole in WHOLE.items():
        monkeypatch.setitem(app.config, name, whole)
    output = app.test_cli_runner().invoke(args=["check"]).output
    assert "https://login.example.dk/lejer" in output
    assert WHOLE["OIDC_CLIENT_SECRET"] not in output


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://login.example.dk/a", True),
        ("http://127.0.0.1:8080/a", True),
        ("http://localhost.evil.example/", False),
        ("http://login.example.dk", False),
        ("https:///a", False),
        ("ftp://127.0.0.1/", False),
        ("javascript:alert(1)", False),
        ("None", False),
    ],
)
def test_what_is_sent_is_encrypted_or_stays_on_the_machine(url, is_safe):
    assert is_protected(url) is is_safe


def test_a_house_whose_settings_are_half_set_still_runs_the_commands_that_mend_it(monkeypatch, app, rollback):
    handle = db.db.obj
    monkeypatch.setenv("BOLIGSOCIAL_OIDC_ISSUER", "https://login.example.dk")
    monkeypatch.setenv("BOLIGSOCIAL_OIDC_CLIENT_SECRET", "12345")
    try:
        half = create_app({"DATABASE_URL": app.config["DATABASE_URL"]})
    finally:
        db.db.initialize(handle)
    assert half.config["OIDC_CLIENT_SECRET"] == "12345"
    assert half.extensions["signon"] is None
