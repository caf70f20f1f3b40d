/* A service worker for a volunteer's desk and for the Day page: loaded again without a network, it comes up
   bare. What is kept here names nobody: the list and the check-ins that wait are the tab's, see desk_offline.js. */
"use strict";

const asked = new URL(self.location).searchParams;
const HERE = new URL(asked.get("page") ?? "./", self.location).href;
const BARE = new URL(asked.get("bare") ?? "bare", self.location).href;
const CACHE = `crosstalk ${HERE}`;
const PATIENCE = 6_000;

async function forget() {
  await caches.delete(CACHE);
}

async function keep() {
  const answer = await fetch(BARE, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return forget();
  const text = await answer.clone().text();
  const parts = [...text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  const cache = await caches.open(CACHE);
  await Promise.all(parts.map(async (part) => { if (!(await cache.match(part))) await cache.add(part); }));
  await cache.put(BARE, answer);
}

async function bare() {
  return (await caches.open(CACHE)).match(BARE);
}

async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    // The link has ended, or somebody must sign in, and with it what was kept.
    if (answer.status === 404 || answer.type === "opaqueredirect") await forget();
    return answer.status < 500 ? answer : (await bare()) ?? answer;
  } catch {
    return (await bare()) ?? Response.error();
  }
}

async function part(request) {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && request.url.split(/[?#]/)[0] === HERE) event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(part(request));
});
self.addEventListener("message", (event) => {
  const work = event.data === "forget" ? forget() : keep();
  event.waitUntil(work.catch(() => undefined));
});
