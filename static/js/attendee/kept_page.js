/* A service worker for one person's page: without a signal it shows the page as it was, also after
   a reload and in a new tab. What it keeps is gone after the event and once the place is. */
"use strict";

const HERE = new URL("./", self.location).href;
const CACHE = `crosstalk ${HERE}`;
const PATIENCE = 6_000;

const isPage = (request) => request.url.split(/[?#]/)[0] === HERE;

async function forget() {
  await caches.delete(CACHE);
}

// The page says until when it may be kept; one that does not say so is not kept.
async function keep(answer) {
  const until = answer.headers.get("X-Keep-Until");
  if (!until) return forget();
  const text = await answer.text();
  const sent = Number(answer.headers.get("X-Sent-At"));
  const cache = await caches.open(CACHE);
  const parts = [...text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  await Promise.all(parts.map(async (part) => { if (!(await cache.match(part))) await cache.add(part); }));
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Keep-Until": until, "X-Ahead": String(sent - Date.now()),
    "Content-Security-Policy": answer.headers.get("Content-Security-Policy") ?? "" };
  await cache.put(HERE, new Response(text, { headers }));
}

async function kept() {
  const answer = await (await caches.open(CACHE)).match(HERE);
  if (!answer) return Response.error();
  const ahead = Number(answer.headers.get("X-Ahead"));
  if (Date.now() + ahead > Number(answer.headers.get("X-Keep-Until"))) {
    await forget();
    return Response.error();
  }
  const text = await answer.text();
  const marked = text.replace('id="rounds"', `id="rounds" data-ahead="${ahead}"`);
  return new Response(marked, { headers: answer.headers });
}

async function page(event) {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status >= 500) return await kept().then((old) => (old.type === "error" ? answer : old));
    event.waitUntil(answer.ok ? keep(answer.clone()) : forget());
    return answer;
  } catch {
    // The open page asks too, and knows by itself what to show when nobody answers.
    return event.request.mode === "navigate" ? kept() : Response.error();
  }
}

async function part(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (isPage(event.request)) event.respondWith(page(event));
  else if (new URL(event.request.url).pathname.startsWith("/static/")) event.respondWith(part(event.request));
});
self.addEventListener("message", (event) => {
  const work = event.data === "forget" ? forget() : fetch(HERE, { cache: "no-store" }).then(keep);
  event.waitUntil(work.catch(() => undefined));
});
