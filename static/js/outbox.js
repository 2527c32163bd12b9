// The way to the server. A note leaves the phone only on a receipt that names it and the hash of its exact bytes;
// any other answer (a portal's page, a redirect, half an answer) is no delivery.

let why; // why something still waits: "net", "login", "server" or "stuck"
let waiter;
let timer;
let tries = 0;
const listeners = [];
const channel = new BroadcastChannel("outbox");
channel.onmessage = hear;

function hear({ data }) {
  why = data.why ?? why;
  listeners.map((listener) => listener(data));
}

function tell(data) {
  channel.postMessage(data);
  hear({ data });
}

const isReason = (trouble) => typeof trouble === "string";

// Ask the server; [status, JSON]. Throws "net" for everything that is not our server speaking JSON.
async function call(path, options) {
  try {
    const signal = AbortSignal.timeout(options ? 6e4 : 2e4);
    const answer = await fetch(path, { cache: "no-store", redirect: "manual", signal, ...options });
    return [answer.status, answer.status < 500 ? await answer.json() : {}];
  } catch {
    throw "net";
  }
}

// Ask who is signed in, and take the key and the token. Throws "login" when nobody is.
async function session() {
  const [status, me] = await call("/o/session");
  if (!me.key) throw me.error ?? (status < 500 ? "net" : "server");
  me.key = await subtle.importKey("jwk", { kty: "oct", k: me.key }, "AES-GCM", false, ["encrypt", "decrypt"]);
  me.seen = Date.now();
  // The mark of a log-out is read where the key is written: no answer that was under way brings the key back.
  const out = await transaction((rec, pic, kv) => {
    const mark = kv.get("out");
    mark.onsuccess = () => mark.result !== me.sid && kv.put(me, "me");
    return mark;
  });
  if (out !== me.sid) return me;
  await fetch("/log-ud", { method: "POST", headers: { "X-CSRFToken": me.csrf } });
  throw "login";
}

// Put `body` and hold the receipt against it. Returns [0, what the server needs next], or [the status of a refusal].
async function send(me, path, id, sha, body) {
  const headers = { "X-CSRFToken": me.csrf, "X-Outbox-User": me.uid, "X-Now": Date.now() };
  const [status, receipt] = await call(`/o/${path}`, { method: "PUT", headers, body });
  if (status !== 200) return [status];
  if (receipt.id !== id || receipt.sha !== sha) throw "net";
  tries = 0;
  return [0, receipt.need];
}

// Deliver one note with its photos. Returns 0, or the status with which something was refused.
async function deliver(me, id) {
  const one = await get(REC, id);
  if (one?.st !== "queued") return 0;
  const from = one.from ?? id;
  const bytes = await unseal(me, id, one);
  let [refused, need] = await send(me, id, id, await digest(bytes), bytes);
  if (refused === 409) return fork(me, one, from, decode(bytes));
  for (const sha of need ?? []) {
    const photo = await unseal(me, sha, await get(PIC, `${from}/${sha}`));
    const [status] = await send(me, `${id}/${sha}`, id, sha, photo);
    refused ||= status;
  }
  if (refused) return refused;
  await drop(id, from);
  tell({ sent: id });
  return 0;
}

// The id belongs to another content: send this one as a note of its own. Its photos stay where they are (`from`).
async function fork(me, one, from, note) {
  const id = uuid();
  const sealed = await sealJSON(me, id, { ...note, fork: one.id });
  await transaction((rec) => {
    rec.delete(one.id);
    rec.put({ ...one, ...sealed, id, from }, id);
  });
  return deliver(me, id);
}

// Try every waiting note of the person who is signed in. Returns why something still waits, or "".
async function sendAll() {
  const waiting = await queued();
  let left = "";
  let inARow = 0;
  let me = waiting.length && (await session());
  for (const { id, uid } of waiting) {
    if (uid !== me.uid) continue;
    // The phone's own trouble with one note (a key that no longer fits) is not that of the others.
    const attempt = () => deliver(me, id).catch((trouble) => (isReason(trouble) ? Promise.reject(trouble) : 400));
    let status = await attempt();
    if (status === 403) {
      me = await session();
      if (me.uid !== uid) continue;
      status = await attempt();
    }
    inARow = status ? inARow + 1 : 0;
    if (!status) continue;
    left ||= status < 500 ? "stuck" : "server";
    await transaction((rec) => {
      const found = rec.get(id);
      found.onsuccess = () => found.result && rec.put({ ...found.result, err: status }, id);
    });
    if (inARow > 2) break;
  }
  return left;
}

// Send what waits, and come back later for what could not be sent. Resolves with why something waits, or "".
// One tab or worker sends at a time. That only saves work: when the wait is long, or nobody can wait, go without.
function pump() {
  const work = () => {
    waiter = null;
    return sendAll().catch((trouble) => (isReason(trouble) ? trouble : "server"));
  };
  clearTimeout(timer);
  waiter ??= Promise.resolve()
    .then(() => navigator.locks.request("outbox", { signal: AbortSignal.timeout(9e4) }, work))
    .catch(work)
    .then((left) => {
      tell({ why: left });
      tries = left && tries + 1;
      const pause = Math.min(3e5, 1e3 * 2 ** tries) * (0.5 + Math.random());
      if (/net|server/.test(left)) timer = setTimeout(pump, pause);
      return left;
    });
  return waiter;
}
