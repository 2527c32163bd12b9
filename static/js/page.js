// Every page: small help on top of what works without it, the words about what waits, and leaving.

function say(kind) {
  const trouble = element("trouble");
  trouble.textContent = trouble.dataset[kind];
  scroll(0, 0);
}

function helpOut() {
  // After a refused form the summary takes the focus, also when the browser restored another position.
  each("[autofocus]", (one) => one.focus());

  // In a row that scrolls, start with the chosen chip in sight.
  each(".chips :checked, .chips [aria-current]", (chosen) => {
    const chip = chosen.closest(".chip");
    chip.parentElement.scrollLeft = chip.offsetLeft - 32;
  });

  // Ten digits that may be a date of birth and a serial number: say so, and leave it to the person.
  const cprLike = /\b[0-3]\d[01]\d{3}[-–/ ]?\d{4}\b/;
  if (element("cpr-hint")) element("text").oninput = ({ target }) => show("cpr-hint", cprLike.test(target.value));

  // htmx keeps the page as it is when an answer is an error; say what happened in the message region.
  document.addEventListener("htmx:error", () => say("offline"));
  document.addEventListener("htmx:response:error", ({ detail }) => {
    const { status } = detail.ctx.response;
    // 401, 409 and 422 bring a part of their own to show.
    if (!/401|409|422/.test(status)) say(status === 404 ? "gone" : "broken");
  });
}

async function showStatus() {
  const waiting = await queued();
  const mine = waiting.filter(isMine).length;
  const others = waiting.length - mine;
  const box = element("outbox");
  const words = box.dataset;
  const text = (mine ? mine + words.mine + words[why || "sending"] : "") + (others ? others + words.locked : "");
  // Set only when it changes: a screen reader reads it out each time.
  if (box.textContent !== text) box.textContent = text;
  return mine;
}

// The key goes first and at once, with or without a net; what waits stays, locked.
function leaveBy(form) {
  const warning = form.querySelector("p");
  form.onsubmit = async (event) => {
    if (!me) return;
    event.preventDefault();
    const waiting = await showStatus();
    if (waiting && !warning.textContent) return (warning.textContent = waiting + warning.dataset.words);
    await forget(me.sid);
    form.submit();
  };
}

// What may be needed without a net: departments, today's visits, and whom to contact; as parts of the page.
async function fetchLists() {
  const kept = await get(KV, "lists");
  if (kept?.sid === me.sid && Date.now() - kept.at < 36e5) return;
  const [status, lists] = await call("/o/lister");
  if (status === 200) await put(KV, "lists", { sid: me.sid, at: Date.now(), ...(await sealJSON(me, "lists", lists)) });
}

async function fillShell(form) {
  const kept = await get(KV, "lists");
  const lists = decode(await unseal(me, "lists", kept));
  if (Date.now() - kept.at > 864e5) delete lists.visits;
  for (const id in lists) element(id).innerHTML = lists[id]; // made by our own template
  each("[data-fields]", (choice) => {
    choice.onclick = () => fill(form, JSON.parse(choice.dataset.fields));
  });
}

// A new version waits until the person says so.
async function startWorker() {
  const workers = navigator.serviceWorker;
  const { waiting } = await workers.register("/sw.js");
  show("update", waiting);
  element("update-now").onclick = () => {
    workers.oncontrollerchange = () => location.reload();
    waiting.postMessage(0);
  };
}

async function start() {
  const log = element("log");
  me = await whoami();
  listeners.push(showStatus);
  if (page.uid && me?.sid !== page.sid) me = await session().catch(whoami);
  else if (page.uid) await put(KV, "me", { ...me, seen: Date.now() });
  each("[data-logout]", leaveBy);
  self.ononline = self.onfocus = () => pump((tries = 0));
  if (!page.uid && log) {
    show(me?.worker ? "log" : "nobody");
    if (me) await fillShell(log).catch(ignore);
  }
  if (me) {
    if (log) await startLog(log);
    each("[data-draft]", keepLongForm);
  }
  hear({ data: {} });
  pump();
  if (!page.uid || !me?.worker) return;
  await startWorker();
  await fetchLists();
}

if (!self.document) serve();
else {
  helpOut();
  // Without a place to keep things (an old browser, a private window) every form is an ordinary one.
  start().catch(ignore);
}
