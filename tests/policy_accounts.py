"""The part of the policy that is about getting in and accounts, one's own and others'; see tests/policy.py."""

from webauthn.helpers import bytes_to_base64url

from boligsocial.access import PUBLIC
from boligsocial.accounts.challenges import Purpose, new_challenge
from boligsocial.clock import now
from boligsocial.models import Passkey, Role, User
from boligsocial.one_time import code_at, proposed_secret
from boligsocial.passkeys import handle_of
from tests.authenticator import Authenticator
from tests.make import PASSWORD

# Of the one-time link in tests/world.py.
TOKEN = "x" * 43

ANYBODY, EVERYBODY, ADMIN = PUBLIC, set(Role), {Role.ADMIN}

POLICY = {
    "accounts.log_in": (ANYBODY, None),
    "accounts.try_log_in": (ANYBODY, None),
    "accounts.log_in_demo": (ANYBODY, None),
    "accounts.log_in_with_code": (ANYBODY, None),
    "accounts.log_in_with_passkey": (ANYBODY, None),
    "accounts.ask_passkey": (ANYBODY, None),
    "accounts.locked_page": (ANYBODY, None),
    "accounts.unlock": (ANYBODY, None),
    "accounts.activation": (ANYBODY, "activation"),
    "accounts.activate": (ANYBODY, "activation"),
    "accounts.ask_first_passkey": (ANYBODY, "activation"),
    "accounts.activation_by_code": (ANYBODY, "activation"),
    "accounts.activate_by_code": (ANYBODY, "activation"),
    "accounts.choose_language": (ANYBODY, None),
    "accounts.log_out": (EVERYBODY, None),
    "accounts.prove_page": (EVERYBODY, None),
    "accounts.prove": (EVERYBODY, None),
    "accounts.me": (EVERYBODY, None),
    "accounts.change_password": (EVERYBODY, None),
    "accounts.choose_notice_way": (EVERYBODY, None),
    "accounts.ways_in": (EVERYBODY, None),
    "accounts.end_login": (EVERYBODY, None),
    "accounts.log_out_everywhere": (EVERYBODY, None),
    "accounts.new_passkey": (EVERYBODY, None),
    "accounts.ask_new_passkey": (EVERYBODY, None),
    "accounts.add_passkey": (EVERYBODY, None),
    "accounts.rename_passkey": (EVERYBODY, None),
    "accounts.remove_passkey": (EVERYBODY, None),
    "accounts.new_code_app": (EVERYBODY, None),
    "accounts.set_code_app": (EVERYBODY, None),
    "admin.index": (ADMIN, None),
    "admin.new": (ADMIN, None),
    "admin.create": (ADMIN, None),
    "admin.user": (ADMIN, "user"),
    "admin.save": (ADMIN, "user"),
    "admin.invite": (ADMIN, "open user"),
    "admin.revoke": (ADMIN, "open user"),
    "admin.end_logins": (ADMIN, "open user"),
    "admin.close": (ADMIN, "user"),
    "admin.reopen": (ADMIN, "closed user"),
}
SILENT = {
    *("accounts.log_in", "accounts.activation", "accounts.me", "accounts.prove_page"),
    *("accounts.locked_page", "accounts.activation_by_code", "accounts.ways_in"),
    *("accounts.new_passkey", "accounts.new_code_app"),
    *("admin.index", "admin.new", "admin.user"),
}
PERSON = {"first_name": "Ny", "full_name": "Ny Person", "role": "leader", "username": "nyperson"}
NEW_PASSWORD = "fem gule biler holder"  # noqa: S105 - invented
FORMS = {
    "accounts.try_log_in": lambda world: {"username": world.worker.username, "password": PASSWORD},
    "accounts.log_in_demo": lambda world: {"person": world.demo_person.username},
    "accounts.prove": lambda world: {"password": PASSWORD, "code": world.make.totp(actor(world))},
    "accounts.log_in_with_code": lambda world: {"step": code_step(world), "code": world.make.totp(world.worker)},
    "accounts.log_in_with_passkey": lambda world: {"answer": used_passkey(world)},
    "accounts.activate": lambda world: {"answer": made_passkey(User.get_by_id(world.own["user"]["user_id"]))},
    "accounts.activate_by_code": lambda world: {"code": proposed_code(world, TOKEN)},
    "accounts.end_login": lambda world: {"login": world.make.login(actor(world)).name},
    "accounts.add_passkey": lambda world: {"answer": made_passkey(actor(world)), "name": "Min telefon"},
    "accounts.rename_passkey": lambda world: {"passkey": own_passkey(world).id, "name": "Min telefon"},
    "accounts.remove_passkey": lambda world: {"passkey": own_passkey(world).id},
    "accounts.set_code_app": lambda world: {"code": proposed_code(world, world.token_of(world.role), "")},
    "admin.revoke": lambda world: {"passkey": "all"},
    "accounts.choose_language": lambda world: {"language": "en"},
    "accounts.change_password": lambda world: {"current": PASSWORD, "password": NEW_PASSWORD},
    "admin.create": lambda world: PERSON,
    "admin.save": lambda world: PERSON,
    "admin.close": lambda world: {"sure": "y"},
    "accounts.choose_notice_way": lambda world: {"way": "digest"},
}
# What a browser is asked: the answer is waited for, and no more is stored.
ASKS = {"accounts.ask_passkey", "accounts.ask_first_passkey", "accounts.ask_new_passkey"}
BUTTONS = {
    *("accounts.log_out", "accounts.log_out_everywhere", "accounts.unlock"),
    *("admin.invite", "admin.reopen", "admin.end_logins"),
    *ASKS,
}
BEFORE = {"admin.revoke": lambda world: world.make.passkey(User.get_by_id(world.own["user"]["user_id"]))}


def actor(world):
    """Return the person of the role that is being tried."""
    return world.users[world.role]


def code_step(world):
    """Return what says that the worker's password was right."""
    return new_challenge(Purpose.CODE, world.worker, "")


def used_passkey(world):
    """Return what a passkey of the worker answers."""
    return world.make.passkey(world.worker).use({"challenge": new_challenge(Purpose.LOG_IN, None, "")})


def made_passkey(user):
    """Return what a new passkey of `user` answers."""
    handle = bytes_to_base64url(handle_of(user))
    return Authenticator().make({"challenge": new_challenge(Purpose.NEW_KEY, user, ""), "user": {"id": handle}})


def own_passkey(world):
    """Return one of two passkeys of the role's person."""
    device, _other = world.make.passkey(actor(world)), world.make.passkey(actor(world))
    return Passkey.get(Passkey.credential_id == device.name)


def proposed_code(world, *parts):
    """Return the code of an app that scanned what is proposed for a link or a login."""
    with world.make.app.app_context():
        return code_at(proposed_secret(*parts), now())
