"""The login server of an invented municipality: real HTTP, real keys. Each forgery is a switch of it."""

import base64
import hashlib
import hmac
import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "boligsocial", "en-hemmelighed-paa-mindst-32-tegn"
HIGH, LOW = "https://data.gov.dk/concept/core/nsis/Substantial", "https://data.gov.dk/concept/core/nsis/Low"


class Idp:
    """`person` are the claims of who is logged in there; `forge` changes the claims, `signer` says who signs them."""

    def __init__(self) -> None:
        self.as_new()
        self.new_keys()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def as_new(self) -> None:
        """Forget everything but the keys."""
        self.person: dict[str, Any] = {"sub": "maja-1", "roles": ["bolig-medarbejder"], "acr": HIGH}
        self.forge: dict[str, Any] = {}
        self.left_out: tuple[str, ...] = ()
        self.signer = "own"
        # How long it thinks, in seconds; what it says instead of an answer, of a login, of its description.
        self.slow: float = 0
        self.broken = ""
        self.error = ""
        self.described: dict[str, Any] = {}
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    def new_keys(self) -> None:
        """Sign with another key from now on."""
        self.key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": uuid4().hex})

    # -- what it says of itself

    def description(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **self.described,
        }

    def keys(self) -> dict[str, Any]:
        """The public keys, a shared secret and a kind that nobody knows among them."""
        secret = OctKey.import_key(SECRET, {"kid": "shared", "alg": "HS256"}).as_dict(private=True)
        return {"keys": [self.key.as_dict(private=False), secret, {"kty": "new", "kid": "new"}]}

    # -- a login

    def authorize(self, asked: dict[str, str]) -> str:
        """Log the person in at once, and return where the browser is sent."""
        if self.error:
            return f"{asked['redirect_uri']}?{urlencode({'error': self.error, 'state': asked['state']})}"
        if asked["code_challenge_method"] != "S256" or asked["client_id"] != CLIENT:
            raise ValueError(asked)
        code = uuid4().hex
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any]:
        """Give the token for a code, once, to who holds the secret and the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or authorization != "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode():
            return {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return {"error": "invalid_grant"}
        return {"access_token": "adgang", "token_type": "Bearer", "id_token": self.id_token(asked)}

    def id_token(self, asked: dict[str, str]) -> str:
        """What it says about the person, signed."""
        moment = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": moment, "exp": moment + 300, "nonce": asked.get("nonce", "")}
        claims |= {"auth_time": moment, **self.person, **self.forge}
        return self._sign({name: value for name, value in claims.items() if name not in self.left_out})

    def _sign(self, claims: dict[str, Any]) -> str:
        rs256 = {"alg": "RS256", "kid": self.key.kid}
        if self.signer == "nobody":
            return _by_hand({"alg": "none", "kid": self.key.kid}, claims, None)
        if self.signer == "secret":
            return _by_hand({"alg": "HS256", "kid": "shared"}, claims, SECRET.encode())
        if self.signer == "public key":
            return _by_hand({"alg": "HS256", "kid": self.key.kid}, claims, self.key.as_pem(private=False))
        key = RSAKey.generate_key(2048) if self.signer == "somebody" else self.key
        return jwt.encode(rs256, claims, key, algorithms=["RS256"])


def _by_hand(header: dict[str, Any], claims: dict[str, Any], secret: bytes | None) -> str:
    """Sign what no library would: not at all, or with something public as if it were a secret."""

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")

    signed = f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}"
    return f"{signed}.{part(hmac.digest(secret, signed.encode(), 'sha256')) if secret else ''}"


def _handler(idp: Idp) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"idp": idp})


class _Handler(BaseHTTPRequestHandler):
    idp: Idp

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.idp.asked.append(parts.path)
        if parts.path == "/authorize":
            self.send_response(303)
            self.send_header("Location", self.idp.authorize(_single(parts.query)))
            self.end_headers()
        else:
            self.answer(self.idp.keys() if parts.path == "/keys" else self.idp.description())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.idp.asked.append(self.path)
        self.answer(self.idp.token(_single(body), self.headers.get("Authorization", "")))

    def answer(self, value: dict[str, Any]) -> None:
        """Send it as JSON."""
        time.sleep(self.idp.slow)
        self.send_response(400 if "error" in value else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write((self.idp.broken or json.dumps(value)).encode())


def _single(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
