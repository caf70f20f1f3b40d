/* A service worker for one person's page, and for the page of the table that they host: without a signal it
   shows them as they were, also after a reload and in a new tab. What it keeps is gone after the event, once
   the place is, and the host's page once they host no more. */
"use strict";

const HERE = new URL("./", self.location).href;
const TABLE = `${HERE}table`;
const CACHE = `crosstalk ${HERE}`;
const PATIENCE = 6_000;

const pageOf = (request) => [HERE, TABLE].find((page) => request.url.split(/[?#]/)[0] === page);

async function forget() {
  await caches.delete(CACHE);
}

async function forgetTable() {
  if (await caches.has(CACHE)) await (await caches.open(CACHE)).delete(TABLE);
}

// The page says until when it may be kept; one that does not say so is not kept, nor is anything else then.
async function keep(page, answer) {
  // Whoever hosts no table is led to their own page.
  if (answer.redirected || answer.type === "opaqueredirect") return forgetTable();
  const until = answer.headers.get("X-Keep-Until");
  if (!answer.ok || !until) return forget();
  if (!answer.headers.get("X-Keep-Table")) await forgetTable();
  const text = await answer.text();
  const sent = answer.headers.get("X-Sent-At");
  const cache = await caches.open(CACHE);
  const parts = [...text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  await Promise.all(parts.map(async (part) => { if (!(await cache.match(part))) await cache.add(part); }));
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Keep-Until": until, "X-Sent-At": sent,
    "X-Ahead": String(Number(sent) - Date.now()), "Content-Security-Policy": answer.headers.get("Content-Security-Policy") ?? "" };
  await cache.put(page, new Response(text, { headers }));
}

// Both pages as they are now; a host has the one of their table also if they never opened it.
async function keepAll() {
  const own = await fetch(HERE, { cache: "no-store" });
  const hosts = own.headers.get("X-Keep-Table");
  await keep(HERE, own);
  if (hosts) await keep(TABLE, await fetch(TABLE, { cache: "no-store" }));
}

async function kept(page) {
  const answer = await (await caches.open(CACHE)).match(page);
  if (!answer) return Response.error();
  const ahead = Number(answer.headers.get("X-Ahead"));
  if (Date.now() + ahead > Number(answer.headers.get("X-Keep-Until"))) {
    await forget();
    return Response.error();
  }
  const text = await answer.text();
  const marked = text.replace("<main ", `<main data-ahead="${ahead}" data-as-of="${answer.headers.get("X-Sent-At")}" `);
  return new Response(marked, { headers: answer.headers });
}

async function shown(event, page) {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status >= 500) return await kept(page).then((old) => (old.type === "error" ? answer : old));
    // What a press said is on the page that follows it, and not to be read again later.
    if (answer.ok && new URL(event.request.url).search) return answer;
    event.waitUntil(keep(page, answer.clone()));
    return answer;
  } catch {
    // The open page asks too, and knows by itself what to show when nobody answers.
    return event.request.mode === "navigate" ? kept(page) : Response.error();
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
  const page = pageOf(event.request);
  if (page) event.respondWith(shown(event, page));
  else if (new URL(event.request.url).pathname.startsWith("/static/")) event.respondWith(part(event.request));
});
self.addEventListener("message", (event) => {
  const work = event.data === "forget" ? forget() : keepAll();
  event.waitUntil(work.catch(() => undefined));
});
