// Passkeys: what the server asks goes to the browser's own window, and its answer into the form, which is then sent as
// any other. Where a browser knows no passkeys these forms stay hidden; user name, password and code do without.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt());
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
let asked = new AbortController();

// Returns the form when it is ready to be sent. `quietly`: the browser offers passkeys where the user name is typed.
async function answer(form, quietly) {
  asked.abort();
  const { signal } = (asked = new AbortController());
  const headers = { "X-CSRFToken": form.elements.csrf_token.value };
  const question = await fetch(form.dataset.ask, { method: "POST", headers, redirect: "error", signal });
  // Not fresh any more, or too many: the form itself gets the page that says so.
  if (!question.ok) return quietly ? null : form;
  const publicKey = await question.json();
  publicKey.challenge = toBytes(publicKey.challenge);
  for (const one of publicKey.allowCredentials ?? publicKey.excludeCredentials ?? []) one.id = toBytes(one.id);
  if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id);
  const ask = publicKey.user ? "create" : "get";
  const options = { publicKey, signal, ...(quietly && { mediation: "conditional" }) };
  const { id, type, rawId, response } = await navigator.credentials[ask](options);
  const parts = PARTS.filter((name) => response[name]).map((name) => [name, toText(response[name])]);
  form.elements.answer.value = JSON.stringify({ id, type, rawId: toText(rawId), response: Object.fromEntries(parts) });
  return form;
}

async function offer(form) {
  if (await PublicKeyCredential.isConditionalMediationAvailable?.()) (await answer(form, true))?.submit();
}

if (self.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-ask]")) {
    form.hidden = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      const words = form.querySelector("[data-stopped]");
      words.textContent = "";
      const done = await answer(form).catch(() => {});
      if (done) done.submit();
      else words.textContent = words.dataset.stopped;
    };
    if (form.dataset.offer) offer(form).catch(() => {});
  }
}
