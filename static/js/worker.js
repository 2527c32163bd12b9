// The service worker: opens the shell where there is no net, and sends the outbox when no page is open.
// The server puts two names in front: FILES (the shell's address, this script's, then what else the shell needs) and
// VERSION, which changes with any of them. It keeps these files and nothing else: no page, no part, no answer.

// What is kept comes from the oldest version there is: that of the worker in charge, also while a newer one waits.
const file = async (request) => (await caches.match(request)) ?? fetch(request);

// A page from the net, or the shell when none comes in time or a proxy says that the server does not answer.
async function pageOrShell(request) {
  const coming = fetch(request);
  // What a form has sent may be stored already: its answer is worth waiting for.
  const late = new Promise((resolve) => request.method === "GET" && setTimeout(resolve, 6e3));
  const answer = await Promise.race([coming, late]).catch(ignore);
  return answer?.status < 502 ? answer : ((await caches.match(FILES[0])) ?? coming);
}

const on = (name, work) => addEventListener(name, (event) => event.waitUntil(work(event)));

function serve() {
  on("install", async () => (await caches.open(VERSION)).addAll(FILES));

  on("activate", async () => Promise.all((await caches.keys()).map((name) => name === VERSION || caches.delete(name))));

  // Only when the person says so: what is half written stays in the page that is open.
  onmessage = () => skipWaiting();

  // A reason why something still waits makes the browser try again later.
  on("sync", async () => {
    if (await pump()) throw why;
  });

  onfetch = (event) => {
    const { request } = event;
    const path = request.url.replace(location.origin, "");
    if (FILES.includes(path, 1)) event.respondWith(file(request));
    else if (request.mode === "navigate") event.respondWith(pageOrShell(request));
  };
}
