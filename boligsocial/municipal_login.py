"""What the operator has said about the municipality's own login (OpenID Connect), read from the settings.

Nothing here asks the net: the municipality's login is first asked when the first person uses it (signon/provider.py).
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from boligsocial.hosts import LOOPBACK, name_of
from boligsocial.models import Role

# Contact persons, volunteers and boards are no employees: the municipality's login does not know them.
MUNICIPAL = (Role.WORKER, Role.LEADER, Role.ADMIN)
NEEDED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ACR", "OIDC_ROLES")
# How long a login there may take.
TRIP_LIVES = timedelta(minutes=10)


class BadSetting(Exception):
    """A setting cannot be used; says which and why, for the operator."""


class MunicipalLogin(NamedTuple):
    """The municipality's login as the operator described it.

    `acr` are the accepted levels of assurance, `roles` pairs of (group, role) of which the first that fits counts,
    `subject` the claims that together name a person for good.
    """

    issuer: str
    client_id: str
    client_secret: str
    acr_claim: str
    acr: tuple[str, ...]
    role_claim: str
    roles: tuple[tuple[str, Role], ...]
    subject: tuple[str, ...]
    creates: bool

    def role_of(self, groups: Any) -> Role | None:
        """Return the role for the groups that the login names (one or a list), None for none of ours."""
        named = groups if isinstance(groups, list) else [groups]
        return next((role for group, role in self.roles if group in named), None)


def municipal_login(settings: Mapping[str, Any]) -> MunicipalLogin | None:
    """Return what is set, None when nothing is. Raises BadSetting."""
    if not any(settings[name] for name in NEEDED):
        return None
    if missing := [f"BOLIGSOCIAL_{name}" for name in NEEDED if not settings[name]]:
        raise BadSetting(f"The municipality's login is half set up: {', '.join(missing)} is missing.")
    if not is_protected(settings["OIDC_ISSUER"]):
        raise BadSetting("BOLIGSOCIAL_OIDC_ISSUER begins with https://.")
    login = MunicipalLogin(
        issuer=settings["OIDC_ISSUER"],
        client_id=settings["OIDC_CLIENT_ID"],
        client_secret=settings["OIDC_CLIENT_SECRET"],
        acr_claim=settings["OIDC_ACR_CLAIM"],
        acr=tuple(settings["OIDC_ACR"].split()),
        role_claim=settings["OIDC_ROLE_CLAIM"],
        roles=tuple(_roles(settings["OIDC_ROLES"])),
        subject=tuple(settings["OIDC_SUBJECT"].split()),
        creates=bool(settings["OIDC_CREATE"]),
    )
    for name, given in {"OIDC_ACR": login.acr, "OIDC_ROLES": login.roles, "OIDC_SUBJECT": login.subject}.items():
        if not given:
            raise BadSetting(f"BOLIGSOCIAL_{name} names nothing.")
    return login


def is_protected(url: str) -> bool:
    """Return whether what is sent there is encrypted on its way, or never leaves this machine."""
    parts = urlsplit(url)
    return bool(parts.netloc) and (
        parts.scheme == "https" or (parts.scheme == "http" and name_of(parts.netloc) in LOOPBACK)
    )


def _roles(text: str) -> Iterator[tuple[str, Role]]:
    """Read "group=role; group=role". A group may hold commas and "=", as names of a directory do."""
    named = {role.value: role for role in MUNICIPAL}
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        group, _, role = (word.strip() for word in pair.rpartition("="))
        if not group or role not in named:
            raise BadSetting(f"BOLIGSOCIAL_OIDC_ROLES: each is group=role, and the roles are {', '.join(named)}.")
        yield group, named[role]
