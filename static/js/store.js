// What the phone keeps: notes and drafts (rec), photos (pic), who is signed in and the lists (kv).
// Whatever a person typed or photographed is sealed with the key of its author; the key never leaves as bytes.

const ignore = () => {};
const KEY_LASTS = 2592e5; // three days
const STORES = ["rec", "pic", "kv"];
const [REC, PIC, KV] = [0, 1, 2];
let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("boligsocial", 1);
    request.onupgradeneeded = () => STORES.map((name) => request.result.createObjectStore(name));
    request.onerror = reject;
    request.onsuccess = () => {
      const db = request.result;
      db.onclose = () => (opened = null);
      db.onversionchange = () => db.close();
      resolve(db);
    };
  });
  return opened;
}

// Run `work(rec, pic, kv)` in one transaction. Resolves with the result of the request it returns, once all of it is
// on the disk ("strict": flushed, not only handed over). A connection that the browser has lost is opened anew.
async function transaction(work, again = true) {
  try {
    const db = await database();
    return await new Promise((resolve, reject) => {
      const one = db.transaction(STORES, "readwrite", { durability: "strict" });
      const asked = work(...STORES.map((name) => one.objectStore(name)));
      one.oncomplete = () => resolve(asked?.result);
      one.onabort = reject;
    });
  } catch (error) {
    opened = null;
    if (again) return transaction(work, false);
    throw error;
  }
}

const get = (store, key) => transaction((...stores) => stores[store].get(key));
const put = (store, key, value) => transaction((...stores) => stores[store].put(value, key));
const records = async () => (await transaction((rec) => rec.getAll())).sort((a, b) => a.at - b.at);
const queued = async () => (await records()).filter(({ st }) => st === "queued");

const drop = (id, from = id) =>
  transaction((rec, pic) => {
    rec.delete(id);
    pic.delete(IDBKeyRange.bound(`${from}/`, `${from}/~`));
  });

// Who writes on this phone: {uid, sid, key, seen, worker}, or nothing. Three days without a word from the server
// take the key away; what was sealed with it stays, locked.
async function whoami() {
  const me = await get(KV, "me");
  if (!me || Date.now() - me.seen < KEY_LASTS) return me;
  await forget();
}

const forget = (mark) =>
  transaction((rec, pic, kv) => {
    kv.delete("me");
    kv.delete("lists");
    if (mark) kv.put(mark, "out");
  });

// -- sealing: AES-GCM, bound to the author and to what it is

const uuid = () => crypto.randomUUID();
const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
const encode = (text) => new TextEncoder().encode(text);
const { subtle } = crypto;
const lock = (me, name, iv) => ({ name: "AES-GCM", iv, additionalData: encode(`${me.uid}|${name}`) });
const unseal = (me, name, { iv, ct }) => subtle.decrypt(lock(me, name, iv), me.key, ct);

async function digest(bytes) {
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(hash, (one) => (256 + one).toString(16).slice(1)).join("");
}

async function seal(me, name, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, ct: await subtle.encrypt(lock(me, name, iv), me.key, bytes) };
}

const sealJSON = (me, name, content) => seal(me, name, encode(JSON.stringify(content)));
