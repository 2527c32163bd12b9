"""Looking for secrets in a browser whose owner may not see them any more."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

# Everything that a page can keep: two storages, databases, caches. Bytes are read as Latin-1 and as UTF-16.
KEPT = """async () => {
  const said = [JSON.stringify({...sessionStorage}), JSON.stringify({...localStorage})];
  const text = async (value) => {
    if (value instanceof Blob) return text(await value.arrayBuffer());
    if (ArrayBuffer.isView(value)) return text(value.buffer);
    if (value instanceof ArrayBuffer)
      return new TextDecoder("latin1").decode(value) + new TextDecoder("utf-16le").decode(value);
    if (value && typeof value === "object" && !(value instanceof CryptoKey))
      return (await Promise.all(Object.values(value).map(text))).join(" ");
    return String(value);
  };
  const done = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const base = await done(indexedDB.open(name));
    for (const store of base.objectStoreNames)
      for (const row of await done(base.transaction(store).objectStore(store).getAll())) said.push(await text(row));
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) said.push(request.url, await (await cache.match(request)).text());
  }
  return said.join("\\n");
}"""
# What the HTTP cache would give without asking the server.
CACHED = """(paths) => Promise.all(paths.map((path) =>
  fetch(path, {cache: "only-if-cached", mode: "same-origin"}).then(
    async (answer) => answer.status === 504 ? "" : new TextDecoder("latin1").decode(await answer.arrayBuffer()),
    () => "")))"""
# So long until a page that was kept in memory has begun to be fetched anew.
BACK_MS = 150
TEXT = "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map((one) => one.value)"


class Seeker:
    """One person's browser; each look returns texts in which secrets may stand."""

    def __init__(self, browser: Browser, where: str, cookie: str = "") -> None:
        self.context: BrowserContext = browser.new_context(base_url=where)
        self.context.set_default_timeout(10_000)
        self.where = where
        if cookie:
            self.put_cookie(cookie)
        self.page: Page = self.context.new_page()

    def put_cookie(self, cookie: str) -> None:
        """Let the browser have this cookie."""
        self.context.add_cookies([{"name": "boligsocial", "value": cookie, "url": self.where}])

    def text(self) -> str:
        """What stands on the page that is open, and in its source."""
        return str(self.page.evaluate(TEXT))

    def open(self, *paths: str) -> list[str]:
        """Open addresses one after the other; what is no page is read as bytes."""
        found = []
        for path in paths:
            try:
                answer = self.page.goto(path)
                found += [self.text(), answer.body().decode("latin-1") if answer else ""]
            except Error as error:
                found.append(str(error))
        return found

    def back(self, times: int) -> list[str]:
        """Go back so many times, and read what stands there each time once nothing is loaded any more."""
        found = []
        for _time in range(times):
            self.page.go_back(wait_until="commit")
            self.page.wait_for_timeout(BACK_MS)
            self.page.wait_for_load_state("networkidle")
            found.append(f"{self.page.url}\n{self.text()}")
        return found

    def kept(self, paths: list[str]) -> list[str]:
        """What the browser has kept by itself; asked from a page that shows nothing."""
        self.page.goto("/healthz")
        self.page.goto("/log-ind")
        return [str(self.page.evaluate(KEPT)), *self.page.evaluate(CACHED, paths)]


def fetched(seeker: Seeker, paths: list[str]) -> list[str]:
    """What the server gives to this browser for the addresses, pictures too, without the page in between."""
    answers: list[Any] = [seeker.context.request.get(f"{seeker.where}{path}") for path in paths]
    return [answer.body().decode("latin-1") for answer in answers]
