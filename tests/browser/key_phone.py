"""A phone with an authenticator in software, over Chromium's own DevTools."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.phone import Phone

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# What an attacker's page asks of the browser, about our name; it gives back what our form would send.
ASK = """async ({ challenge, verification }) => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt());
  const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b)))
    .replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
  const publicKey = { challenge: bytes(challenge), rpId: "localhost", userVerification: verification };
  const { id, type, rawId, response } = await navigator.credentials.get({ publicKey });
  const parts = {};
  for (const name of ["clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  return JSON.stringify({ id, type, rawId: text(rawId), response: parts });
}"""
QUESTION = """async () => {
  const headers = { "X-CSRFToken": document.querySelector("[name=csrf_token]").value };
  return (await (await fetch("/adgangsnoegle/spoerg", { method: "POST", headers })).json()).challenge;
}"""
SEND = """(answer) => {
  const form = document.querySelector("[data-ask]");
  form.elements.answer.value = answer;
  form.submit();
}"""


class KeyPhone(Phone):
    """A phone with an authenticator of its own, on the name for which passkeys are made."""

    def __init__(self, browser: Browser, address: str, offers: bool = False, **options: Any) -> None:
        super().__init__(browser, address.replace("127.0.0.1", "localhost"), **options)
        if not offers:
            # An authenticator in software takes the offer beside the user name at once, as if a person had.
            self.context.add_init_script("delete PublicKeyCredential.isConditionalMediationAvailable")
        self.devtools = self.context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable", {"enableUI": False})
        self.key = self.new_key()

    def new_key(self) -> str:
        """Plug an authenticator in."""
        return str(self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"])

    def swap_key(self) -> None:
        """Use another device from now on."""
        self.devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.key})
        self.key = self.new_key()

    def credential(self) -> dict[str, Any]:
        """Return the passkey with its private half, as a thief who opened the device would have it."""
        (held,) = self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.key})["credentials"]
        return dict(held)

    def put_in(self, credential: dict[str, Any]) -> None:
        """Hold this passkey too."""
        self.devtools.send("WebAuthn.addCredential", {"authenticatorId": self.key, "credential": credential})

    def verify(self, is_verified: bool) -> None:
        """Say whether the finger is the right one."""
        asked = {"authenticatorId": self.key, "isUserVerified": is_verified}
        self.devtools.send("WebAuthn.setUserVerified", asked)

    def use_key(self) -> None:
        """Log in by the big button."""
        self.open("/log-ind")
        self.go(self.button("Log ind med adgangsnøgle"))

    def log_out(self) -> None:
        """Log out from the settings."""
        self.open("/mig")
        self.go(self.button("Log ud"))

    def question(self) -> str:
        """Return a fresh challenge from the login page."""
        self.open("/log-ind")
        return str(self.page.evaluate(QUESTION))

    def send(self, answer: str) -> None:
        """Send an answer by the form of the login page."""
        self.open("/log-ind")
        with self.page.expect_navigation():
            self.page.evaluate(SEND, answer)

    def is_in(self) -> bool:
        """Return whether somebody is signed in."""
        self.open("/mig")
        return urlsplit(self.page.url).path == "/mig"
