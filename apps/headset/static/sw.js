// The service worker: the whole app from its own cache, one version at a time.
//
// A new version is fetched beside the old one and waits; the page lets it take over only when no session holds the
// Web Lock, so that nobody's world changes under them.

const VERSION = "luwte-vr-{{version}}";
const FILES = {{files}};

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(VERSION);
      await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
      // The very first version has nobody to wait for.
      if (!self.registration.active) await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      await tidy();
    })(),
  );
});

/** The version of each open page, as it says itself. */
const versions = new Map();

/** Lets go of versions before this one, once no page is open that could still need a file of theirs. */
async function tidy() {
  const names = await ours();
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Of whom nothing is known, as after a rest of this worker, nothing is taken away.
  if (pages.some(({ id }) => versions.get(id) !== VERSION)) return;
  // What a newer version has fetched for itself is not ours.
  const { installing, waiting } = self.registration;
  if (installing || waiting || self.serviceWorker?.state === "redundant") return;
  for (const name of names) if (name !== VERSION) await caches.delete(name);
}

/** Our versions in this browser, this one first. */
async function ours() {
  const names = (await caches.keys()).filter((name) => name.startsWith("luwte-vr-") && name !== VERSION);
  return [VERSION, ...names];
}

self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
  if (event.data?.version && event.source) {
    versions.set(event.source.id, `luwte-vr-${event.data.version}`);
    event.waitUntil(tidy());
  }
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  // What the server knows is never answered from a cache.
  if (address.pathname.startsWith("/api/")) return;
  event.respondWith(
    (async () => {
      const page = event.request.mode === "navigate" && address.pathname === "/vr/" ? "/vr/" : event.request;
      // Only looked into: a version that has gone must not leave an empty cache behind.
      // A page of the version before fetches its later parts, which are named by what is in them, from there.
      for (const cacheName of typeof page === "string" ? [VERSION] : await ours()) {
        const kept = await caches.match(page, { ignoreSearch: true, cacheName });
        if (kept) return kept;
      }
      return fetch(event.request);
    })(),
  );
});
