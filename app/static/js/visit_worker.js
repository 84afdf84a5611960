// Hands out the page of kept films, and what it is made of, where there is no signal. It keeps nothing else: no film, and
// no page about anybody, ever passes through it into a store.

const STORE = "visits-1";
const PAGE = "/visits/kept";

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (pathname === PAGE || pathname.startsWith("/static/") || pathname.startsWith("/bootstrap/")) event.respondWith(answer(event.request));
});

/** The page and everything it names, and what its scripts import. */
async function keep() {
  const store = await caches.open(STORE);
  const page = await fetch(PAGE, { cache: "no-store" });
  if (!page.ok) throw new TypeError("the page could not be fetched");
  const html = await page.clone().text();
  await store.put(PAGE, page);
  const named = [...html.matchAll(/(?:href|src)="(\/(?:static|bootstrap)\/[^"]+)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  const seen = new Set();
  while (named.length) {
    const address = named.pop();
    if (seen.has(address)) continue;
    seen.add(address);
    const part = await fetch(address);
    if (!part.ok) continue;
    named.push(...listNamed(await part.clone().text(), new URL(address, location.href)));
    await store.put(address, part);
  }
}

/** What a script imports, or a style sheet takes its fonts from. */
function listNamed(text, base) {
  const naming = { js: /^import[^"']*["'](\.[^"']+)["']/gm, css: /url\(["']?([^"')]+\.woff2)["']?\)/g }[base.pathname.split(".").at(-1)];
  return naming ? [...text.matchAll(naming)].map((found) => new URL(found[1], base).pathname) : [];
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
}

/** The portal's own where it answers, else what was kept. */
async function answer(request) {
  const store = await caches.open(STORE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await store.put(request, fresh.clone());
    return fresh;
  } catch (fault) {
    const kept = await store.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}
