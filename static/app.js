// Small help on top of pages that work without it.
"use strict";

// After a refused form the summary takes the focus, also when the browser restored another position.
document.querySelector("[autofocus]")?.focus();
