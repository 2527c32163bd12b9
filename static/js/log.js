// The quick log: the note is on the phone first, and says so only when it is.

async function startLog(form) {
  const draft = draftOf(form, LOG);
  let photos = Promise.resolve();
  let latest = {};
  let saving;

  each("[type=file]", (input) => {
    input.onchange = take;
    // What was chosen before this script was ready.
    take();

    function take() {
      const files = [...input.files];
      input.value = "";
      photos = photos.then(() => addPhotos(draft, files)).catch(() => say("full"));
    }
  });

  function showReceipt(name) {
    const receipt = element("saved");
    receipt.innerHTML = element(name).innerHTML.replaceAll("NOTE", latest.id); // made by our own template
    receipt.querySelector("b").textContent = latest.label;
    scroll(0, 0);
  }

  // What is missing has its line in the summary; the style sheet shows those that are.
  function isRefused() {
    const { day, when } = form.elements;
    day.required = when.value === "pick";
    const summary = element("refused");
    summary.hidden = form.checkValidity();
    if (summary.hidden) return;
    document.title = summary.dataset.title;
    summary.focus();
    return true;
  }

  async function save() {
    await photos;
    if (isRefused()) return;
    // Taken at one stroke: whatever is typed from here on belongs to the next note.
    const { id, pics } = draft;
    const { write_id, ...all } = values(form);
    const { kind, topic, department } = all;
    // "Besøg · Støj · Birkelunden", from the words on the chips.
    const chosen = [...form.querySelectorAll(":required:checked")];
    const label = chosen.map((one) => one.parentElement.textContent.trim()).join(" · ");
    form.reset();
    fill(form, { kind, topic, department });
    draft.renew(uuid());
    draft.pics = [];
    try {
      await inOrder(async () => {
        me = await whoami();
        if (isMyPage()) await draft.write("queued", id, { ...all, label, v: 2, at: Date.now(), pics });
        else throw me;
      });
    } catch {
      fill(form, all);
      draft.renew(id);
      draft.pics = pics;
      return say("full");
    }
    element("pictures").textContent = "";
    show("draft", false);
    latest = { id, label };
    showReceipt("on-phone");
    tell({});
    pump();
    // A browser may have it and not allow it; the page then delivers by itself.
    navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(ignore);
  }

  // The list of what waits.
  async function showWaiting() {
    const lines = (await queued()).filter(isMine).map(async (one) => {
      const line = blueprint("line");
      const [label, time, text] = line.children;
      const all = decode(await unseal(me, one.id, one));
      label.textContent = all.label;
      time.textContent = new Date(one.at).toLocaleString();
      text.textContent = all.text;
      line.lastElementChild.hidden = !one.err;
      return line;
    });
    element("lines").replaceChildren(...(await Promise.all(lines)));
    show("waiting", lines.length);
  }

  form.onsubmit = (event) => {
    event.preventDefault();
    if (!isMyPage()) return say("other");
    saving ??= save().finally(() => (saving = null));
  };
  listeners.push(({ sent }) => {
    if (sent && sent === latest.id) showReceipt("sent");
    showWaiting();
  });
  const drafts = (await records()).filter((one) => isMine(one) && one.st === "draft" && one.path === LOG);
  for (const one of drafts.reverse()) {
    // An address that says what the note is about starts a new one; the draft comes back where it was begun.
    if (page.uid && search && one.search !== search) continue;
    if (await claim(one.id)) {
      await draft.open(one);
      await showPhotos(draft);
      break;
    }
  }
}
