"""The part of the policy that is about getting in and accounts, one's own and others'; see tests/policy.py."""

from boligsocial.access import PUBLIC
from boligsocial.models import Role
from tests.make import PASSWORD

ANYBODY, EVERYBODY, ADMIN = PUBLIC, set(Role), {Role.ADMIN}

POLICY = {
    "accounts.log_in": (ANYBODY, None),
    "accounts.try_log_in": (ANYBODY, None),
    "accounts.log_in_demo": (ANYBODY, None),
    "accounts.activation": (ANYBODY, "activation"),
    "accounts.activate": (ANYBODY, "activation"),
    "accounts.choose_language": (ANYBODY, None),
    "accounts.log_out": (EVERYBODY, None),
    "accounts.prove_page": (EVERYBODY, None),
    "accounts.prove": (EVERYBODY, None),
    "accounts.me": (EVERYBODY, None),
    "accounts.change_password": (EVERYBODY, None),
    "accounts.choose_notice_way": (EVERYBODY, None),
    "admin.index": (ADMIN, None),
    "admin.new": (ADMIN, None),
    "admin.create": (ADMIN, None),
    "admin.user": (ADMIN, "user"),
    "admin.save": (ADMIN, "user"),
    "admin.invite": (ADMIN, "open user"),
    "admin.close": (ADMIN, "user"),
    "admin.reopen": (ADMIN, "closed user"),
}
SILENT = {
    *("accounts.log_in", "accounts.activation", "accounts.me", "accounts.prove_page"),
    *("admin.index", "admin.new", "admin.user"),
}
PERSON = {"first_name": "Ny", "full_name": "Ny Person", "role": "leader", "username": "nyperson"}
NEW_PASSWORD = "fem gule biler holder"  # noqa: S105 - invented
FORMS = {
    "accounts.try_log_in": lambda world: {"username": world.worker.username, "password": PASSWORD},
    "accounts.log_in_demo": lambda world: {"person": world.demo_person.username},
    "accounts.prove": lambda world: {"password": PASSWORD},
    "accounts.activate": lambda world: {"password": NEW_PASSWORD},
    "accounts.choose_language": lambda world: {"language": "en"},
    "accounts.change_password": lambda world: {"current": PASSWORD, "password": NEW_PASSWORD},
    "admin.create": lambda world: PERSON,
    "admin.save": lambda world: PERSON,
    "admin.close": lambda world: {"sure": "y"},
    "accounts.choose_notice_way": lambda world: {"way": "digest"},
}
BUTTONS = {"accounts.log_out", "admin.invite", "admin.reopen"}
