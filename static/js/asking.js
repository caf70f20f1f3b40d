/* How open pages ask the server: for a page, for what it knows now, and again and again. */
window.asking = (() => {
  "use strict";

  const PATIENCE = 8_000;

  /* An answer of the server, never one that the browser kept; fails unless it is one of success. */
  async function answer(address, options) {
    const given = await fetch(address, { cache: "no-store", ...options });
    // Whoever is signed out is led to another page, which is no answer.
    if (given.redirected) throw Object.assign(new Error("led elsewhere"), { status: 401 });
    if (!given.ok) throw Object.assign(new Error(`answered ${given.status}`), { status: given.status });
    return given;
  }

  /* The page at an address, whatever the server says of it, and where it stands. */
  async function page(address, options) {
    const given = await fetch(address, { cache: "no-store", ...options });
    const read = new DOMParser().parseFromString(await given.text(), "text/html");
    return { page: read, url: given.url, ok: given.ok };
  }

  /* What the server knows now. */
  async function state(address) {
    return (await answer(address, { signal: AbortSignal.timeout(PATIENCE) })).json();
  }

  /* The same of a clock, with `ahead`: by how many milliseconds the server's is before ours, give or take `doubt`. */
  async function clock(address) {
    const sent = Date.now();
    const fresh = await state(address);
    const received = Date.now();
    return { ...fresh, ahead: fresh.now - (sent + received) / 2, doubt: (received - sent) / 2 };
  }

  /* Takes a step after so many milliseconds, and again: each says when the next one comes, null for never. */
  function follow(step, wait) {
    setTimeout(async () => {
      const next = await step();
      if (next !== null) follow(step, next);
    }, wait);
  }

  return { page, state, clock, follow };
})();
