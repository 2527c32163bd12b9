"""Passkeys (WebAuthn): what a browser is asked, and whether what it answers holds.

The challenge that a browser is asked is a token of ours, kept as a hash and used once (accounts/challenges.py).
"""

import hashlib
import json
import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import current_app, request
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from boligsocial.hosts import LOOPBACK, name_of
from boligsocial.models import Passkey, User

NAME = "Boligsocial"
# An answer is a few hundred bytes, with a certificate some thousand.
LONGEST_ANSWER = 20_000
VERIFIED = UserVerificationRequirement.REQUIRED
_PORT = re.compile(r":\d+\Z")


class BadAnswer(Exception):
    """What the browser sent shows nothing: it is broken, forged, for another site, or nobody's finger was asked for."""


class Site(NamedTuple):
    """The name that passkeys are made for, and the addresses (scheme, host, port) on which they may be used."""

    name: str
    origins: tuple[str, ...]

    @property
    def works_here(self) -> bool:
        """Whether the page that is being asked for lies under one of these addresses."""
        return request.host_url.rstrip("/") in self.origins


class NewKey(NamedTuple):
    """What is kept of a passkey that was just made."""

    credential_id: str
    public_key: bytes
    sign_count: int


def own_site() -> Site:
    """Return the site that PUBLIC_URL names, with those of HOSTS that lie under its name.

    An address in numbers is no name, so on the machine itself passkeys are made for "localhost".
    """
    public = urlsplit(current_app.config["PUBLIC_URL"])
    name = public.hostname or ""
    if public.netloc == "" or name_of(public.netloc) in LOOPBACK:
        port = _PORT.search(request.host)
        return Site("localhost", (f"http://localhost{port.group() if port else ''}",))
    others = [host for host in re.split(r"[,\s]+", current_app.config["HOSTS"]) if host]
    under = [f"https://{host.lower()}" for host in others if name_of(host).endswith(f".{name}")]
    return Site(name, (f"https://{public.netloc.lower()}", *under) if public.scheme == "https" else ())


def handle_of(user: User) -> bytes:
    """Return what a device knows the person by: nothing that tells who it is."""
    return hashlib.sha256(f"passkeys of {user.id}".encode()).digest()


def to_make(site: Site, user: User, token: str, known: list[Passkey]) -> Any:
    """Return what the browser is asked in order to make a passkey; `known` ones say that a device has one already."""
    options = generate_registration_options(
        rp_id=site.name,
        rp_name=NAME,
        user_id=handle_of(user),
        user_name=user.username,
        user_display_name=user.full_name,
        challenge=base64url_to_bytes(token),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=_named(known),
    )
    return json.loads(options_to_json(options))


def to_use(site: Site, token: str, known: list[Passkey]) -> Any:
    """Return what the browser is asked in order to use a passkey, one of `known` unless there are none."""
    options = generate_authentication_options(
        rp_id=site.name,
        challenge=base64url_to_bytes(token),
        allow_credentials=_named(known),
        user_verification=VERIFIED,
    )
    return json.loads(options_to_json(options))


def _named(keys: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in keys]


def token_in(answer: str) -> str:
    """Return the token that the answer says it answers. Raises BadAnswer."""
    try:
        if len(answer) > LONGEST_ANSWER:
            raise BadAnswer
        told = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
        return str(told["challenge"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadAnswer from error


def credential_in(answer: str) -> str:
    """Return which passkey the answer says it comes from. Raises BadAnswer."""
    try:
        return str(json.loads(answer)["id"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadAnswer from error


def check_new(site: Site, token: str, answer: str) -> NewKey:
    """Return the passkey that the browser made. Raises BadAnswer."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(token),
            expected_rp_id=site.name,
            expected_origin=list(site.origins),
            require_user_verification=True,
        )
    except Exception as error:
        # The library reads bytes that a stranger chose; whatever it stumbles over is no passkey.
        raise BadAnswer from error
    return NewKey(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)


def check_used(site: Site, token: str, answer: str, key: Passkey) -> int:
    """Return how often the passkey says it was used, once all the rest of the answer holds. Raises BadAnswer.

    The counter is not judged here: one that goes back is no broken answer but a sign of a copied key.
    """
    try:
        handle = parse_authentication_credential_json(answer).response.user_handle
        used = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(token),
            expected_rp_id=site.name,
            expected_origin=list(site.origins),
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:
        raise BadAnswer from error
    if handle is not None and handle != handle_of(key.user):
        raise BadAnswer
    return used.new_sign_count
