// Small help on top of pages that work without it.
"use strict";

// After a refused form the summary takes the focus, also when the browser restored another position.
document.querySelector("[autofocus]")?.focus();

// In a row that scrolls, start with the chosen chip in sight.
for (const chosen of document.querySelectorAll(".chips :checked, .chips [aria-current]")) {
  const chip = chosen.closest(".chip");
  chip.parentElement.scrollLeft = chip.offsetLeft - chip.parentElement.offsetLeft - 16;
}

// Ten digits that may be a date of birth and a serial number: say so, and leave it to the person.
const cprLike = /(^|\D)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d[- ]?\d{4}(\D|$)/;
const cprHint = document.getElementById("cpr-hint");
document.getElementById("text")?.addEventListener("input", (event) => {
  if (cprHint) cprHint.hidden = !cprLike.test(event.target.value);
});

// Say which photos were chosen: the buttons cover the browser's own words.
const chosen = document.getElementById("chosen-photos");
for (const input of document.querySelectorAll('input[type="file"]')) {
  input.addEventListener("change", () => {
    const files = [...document.querySelectorAll('input[type="file"]')].flatMap((one) => [...one.files]);
    if (chosen) chosen.textContent = files.map((file) => `✓ ${file.name}`).join("   ") || chosen.dataset.empty || "";
  });
}

// htmx keeps the page as it is when an answer is an error; say what happened in the message region.
const message = document.getElementById("message");
function say(kind) {
  const notice = document.createElement("div");
  notice.className = "notice danger";
  notice.textContent = message.dataset[kind];
  message.replaceChildren(notice);
  message.scrollIntoView({ block: "center" });
}
document.addEventListener("htmx:error", () => say("offline"));
document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx.response.status;
  // 401, 409 and 422 bring a part of their own to show.
  if (![401, 409, 422].includes(status)) say(status === 404 ? "gone" : "broken");
});
