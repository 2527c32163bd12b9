// Forms: what is in them, putting it back, and drafts that survive whatever happens to the page.

const element = (id) => document.getElementById(id);
const each = (selector, work) => document.querySelectorAll(selector).forEach(work);
const blueprint = (id) => element(id).content.firstElementChild.cloneNode(true);
const show = (id, is = true) => (element(id).hidden = !is);
const page = self.document?.body.dataset;
const LOG = "/log";
const { pathname, search } = location;
let me; // who writes here; nobody when the phone cannot keep anything: then every form is an ordinary one

const isMine = (one) => one.uid === me?.uid;
// The page belongs to the person who opened it; when somebody else has logged in since, nothing is kept for either.
const isMyPage = () => me && (page.uid ?? me.uid) == me.uid;

// The answers; not the token, and not the photos, which are kept apart.
function values(form) {
  const { csrf_token, photos, ...all } = Object.fromEntries(new FormData(form));
  return all;
}

// Put answers back; what is not among them stays, but for a tick: nobody has set it.
function fill(form, all) {
  for (const one of form.elements) {
    const value = all[one.name];
    if (one.type === "checkbox" || (value && one.type === "radio")) one.checked = one.value === value;
    else if (value != null) {
      one.value = value;
      // A choice that is no longer offered is offered again, for this time.
      if (one.value !== value) one.add?.(new Option("…", value, false, true));
    }
  }
}

// One after the other: a draft written behind the "Gem" that queued its note would call the note back.
let last = Promise.resolve();
const inOrder = (job) => (last = last.then(job, job));

// A draft is held by one tab, and another one leaves it alone.
const claim = (id) =>
  new Promise((resolve) => {
    const { locks } = navigator;
    const hold = (held) => {
      resolve(held);
      return held && new Promise(() => {});
    };
    locks ? locks.request(id, { ifAvailable: true }, hold) : resolve(true);
  });

// The draft of a form: {id, pics, keep, write, renew, open}.
function draftOf(form, path) {
  let next;
  let held;
  const draft = { pics: [], keep, write, renew, open };
  renew(form.elements.write_id.value || uuid());
  form.oninput = keep;
  // What was typed before this script was ready.
  keep();
  return draft;

  function renew(id) {
    draft.id = form.elements.write_id.value = id;
  }

  // Write what is in the form; while one writing is under way, the next takes everything typed since.
  function keep() {
    return (next ??= inOrder(async () => {
      next = null;
      me = await whoami();
      const { id, pics } = draft;
      const isTyped = ({ type, value, defaultValue }) => /text/.test(type) && value !== defaultValue;
      if (!isMyPage()) return;
      if (!pics.length && ![...form.elements].some(isTyped)) return held === id && drop(id);
      if (held !== id) claim((held = id));
      await write("draft", id, { ...values(form), pics });
    }).catch(() => say("full")));
  }

  // A draft never calls back a note that another tab has queued under its id.
  async function write(st, id, content) {
    const action = form.getAttribute("action");
    const sealed = await sealJSON(me, id, content);
    const there = await transaction((rec) => {
      const found = rec.get(id);
      found.onsuccess = () => {
        if (st === "queued" || found.result?.st !== "queued") rec.put({ id, uid: me.uid, st, path, action, search, at: Date.now(), ...sealed }, id);
      };
      return found;
    });
    if (there?.st === "queued" && draft.id === id) renew(uuid());
  }

  async function open(one) {
    const content = decode(await unseal(me, one.id, one));
    fill(form, content);
    renew((held = one.id));
    draft.pics = content.pics;
    // Who looks at the form, as the preview of a share does, looks again.
    form.dispatchEvent(new Event("input"));
    show("draft");
    element("drop-draft").onclick = () => drop(one.id).then(() => location.reload());
  }
}

// Every longer form: its draft comes back, until the server says that it has stored the form.
async function keepLongForm(form) {
  const draft = draftOf(form, pathname);
  for (const one of await records()) {
    if (!isMine(one) || one.path === LOG) continue;
    const [, { stored }] = await call(`/o/stored/${one.id}?path=${one.action}`).catch(() => [0, {}]);
    if (stored) await drop(one.id);
    else if (one.path === pathname && !element("summary")) await draft.open(one);
  }
}
