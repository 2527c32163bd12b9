"""The municipality's login server: what it says of itself, and whether it really said what is shown to us.

The only module that knows Authlib. Everything it says is fetched when somebody logs in, never as the app starts.
"""

import json
import threading
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from boligsocial.clock import now
from boligsocial.municipal_login import MunicipalLogin, is_protected

# Signatures with a key that the server alone has. Never "none", and never one made with a secret that we know too.
ALGORITHMS = ("RS256", "PS256", "ES256")
KEY_TYPES = ("RSA", "EC")
# Seconds to connect, and to wait for each piece of an answer: somebody stands with the phone in hand.
PATIENCE = (3, 5)
# How far the clocks of the two servers may be apart.
LEEWAY = timedelta(minutes=1)
KEPT_FOR, SOONEST_AGAIN = timedelta(hours=1), timedelta(minutes=1)
# So long nobody waits anew for a server that has just not answered.
RESTS = timedelta(seconds=10)


class ProviderSilent(Exception):
    """The server does not answer, or answers what makes no sense. Says what was asked, never what came."""


class NotProven(Exception):
    """What came back proves nothing. Says which part of it, never its content."""


class TooLow(NotProven):
    """The person logged in at a level of assurance that is not accepted, or at one that is not said."""


class Secrets(NamedTuple):
    """What one login is known by: in the address, in the signed answer, and for fetching it."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """The server; what it says of itself is kept for an hour."""

    def __init__(self, login: MunicipalLogin) -> None:
        self.login = login
        self._lock = threading.Lock()
        self._facts: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._fetched_at: datetime | None = None
        self._silent_at: datetime | None = None

    def way_in(self, back: str, secrets: Secrets, anew: bool) -> str:
        """Return the address to send the browser to; `back` is where it comes back.

        `anew` asks for a login now, even of somebody who is logged in there. Raises ProviderSilent.
        """
        asked: dict[str, Any] = {"nonce": secrets.nonce, "code_verifier": secrets.verifier, **self._level()}
        if anew:
            asked |= {"prompt": "login", "max_age": "0"}
        with self._session(back) as session:
            endpoint = self._known()["authorization_endpoint"]
            address: str = session.create_authorization_url(endpoint, secrets.state, **asked)[0]
        return address

    def _level(self) -> dict[str, str]:
        if self.login.acr_claim == "acr":
            return {"acr_values": " ".join(self.login.acr)}
        wanted = {self.login.acr_claim: {"essential": True, "value": self.login.acr[0]}}
        return {"claims": json.dumps({"id_token": wanted})}

    def claims(self, back: str, code: str, secrets: Secrets, since: datetime | None) -> dict[str, Any]:
        """Return what the server signed about the person whose login it gave `code` for.

        `since` is when we asked for a login anew, None when we did not. Raises ProviderSilent or NotProven.
        """
        claims = self._checked(self._signed(self._fetch(back, code, secrets.verifier)), secrets.nonce)
        if since is not None and not _is_after(claims.get("auth_time"), since - LEEWAY):
            raise NotProven("auth_time")
        return claims

    def _fetch(self, back: str, code: str, verifier: str) -> str:
        try:
            with self._session(back) as session:
                endpoint = self._known()["token_endpoint"]
                token = session.fetch_token(
                    endpoint, code=code, code_verifier=verifier, grant_type="authorization_code", allow_redirects=False
                )
        except AuthlibBaseError as error:
            # Such as a code that was used before.
            raise NotProven("code") from error
        except (RequestException, ValueError) as error:
            raise ProviderSilent("token") from error
        return str(token.get("id_token", ""))

    def _signed(self, id_token: str) -> jwt.Token:
        try:
            try:
                return jwt.decode(id_token, self._key_set(), algorithms=ALGORITHMS)
            except InvalidKeyIdError:
                # The server has changed its keys.
                return jwt.decode(id_token, self._key_set(is_changed=True), algorithms=ALGORITHMS)
        except (JoseError, ValueError) as error:
            raise NotProven("signature") from error

    def _checked(self, token: jwt.Token, nonce: str) -> dict[str, Any]:
        ours = self.login.client_id
        # Each said here: Authlib by itself takes a token made for another app when its `azp` is ours.
        wanted: Any = {
            self.login.acr_claim: {"essential": True, "values": list(self.login.acr)},
            "iss": {"essential": True, "value": self.login.issuer},
            "aud": {"essential": True, "validate": lambda _claims, aud: aud in (ours, [ours])},
            "nonce": {"essential": True, "value": nonce},
        }
        claims = CodeIDToken(token.claims, token.header, wanted, {"client_id": ours})
        try:
            claims.validate(now=int(now().timestamp()), leeway=int(LEEWAY.total_seconds()))
        except ClaimError as error:
            kind = TooLow if error.claim == self.login.acr_claim else NotProven
            raise kind(str(error.claim)) from error
        return dict(claims)

    # -- what the server says of itself

    def _known(self) -> dict[str, Any]:
        with self._lock:
            if self._fetched_at is None or now() - self._fetched_at > KEPT_FOR:
                self._ask()
            return self._facts

    def _key_set(self, is_changed: bool = False) -> KeySet:
        self._known()
        with self._lock:
            # Whoever sends tokens with invented keys must not make us ask and ask.
            if is_changed and self._fetched_at and now() - self._fetched_at > SOONEST_AGAIN:
                self._ask()
            return self._keys or KeySet([])

    def _ask(self) -> None:
        if self._silent_at and now() - self._silent_at < RESTS:
            raise ProviderSilent("just now")
        try:
            self._facts, self._keys = self._description()
        except ProviderSilent:
            self._silent_at = now()
            raise
        self._fetched_at = now()

    def _description(self) -> tuple[dict[str, Any], KeySet]:
        facts = self._get(get_well_known_url(self.login.issuer, external=True))
        addresses = [str(facts.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        # A description of somebody else's server, or one that would send secrets in the clear.
        if facts.get("issuer") != self.login.issuer or not all(map(is_protected, addresses)):
            raise ProviderSilent("issuer")
        keys = self._get(addresses[-1]).get("keys")
        try:
            usable = [key for key in keys or () if key.get("kty") in KEY_TYPES and key.get("use") != "enc"]
            return facts, KeySet.import_key_set({"keys": usable})
        except (JoseError, ValueError, AttributeError, TypeError) as error:
            raise ProviderSilent("keys") from error

    def _get(self, url: str) -> dict[str, Any]:
        try:
            with self._session("") as session:
                answer = session.get(url, withhold_token=True, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (RequestException, ValueError) as error:
            raise ProviderSilent("description") from error
        if not isinstance(found, dict):
            raise ProviderSilent("description")
        return found

    def _session(self, back: str) -> OAuth2Session:
        ways = self._facts.get("token_endpoint_auth_methods_supported") or ()
        return OAuth2Session(
            self.login.client_id,
            self.login.client_secret,
            # In the body a secret is written in one way only.
            token_endpoint_auth_method="client_secret_post" if "client_secret_post" in ways else "client_secret_basic",
            scope="openid profile",
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )


def _is_after(auth_time: Any, moment: datetime) -> bool:
    return isinstance(auth_time, int | float) and auth_time >= moment.timestamp()
