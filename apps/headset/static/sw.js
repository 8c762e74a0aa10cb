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
      for (const name of await caches.keys()) {
        if (name.startsWith("luwte-vr-") && name !== VERSION) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
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
      const kept = await caches.match(page, { ignoreSearch: true, cacheName: VERSION });
      return kept ?? fetch(event.request);
    })(),
  );
});
