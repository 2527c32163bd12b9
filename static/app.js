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
