/* The desk: finds people while one types, and follows what other desks do. */
(() => {
  "use strict";

  const PARTS = ["desk-arrived", "desk-found", "desk-latest", "desk-missing"];
  const desk = document.getElementById("desk");
  const search = document.getElementById("desk-search");
  let typing = 0;
  let key = desk.dataset.key;

  async function show() {
    const typed = search.value;
    const answer = await fetch(`${desk.dataset.deskPart}?find=${encodeURIComponent(typed)}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (search.value !== typed) return;
    key = page.getElementById("desk").dataset.key;
    for (const id of PARTS) {
      const old = document.getElementById(id);
      // Nothing is taken away under somebody's fingers.
      if (id !== "desk-found" && old.contains(document.activeElement)) continue;
      if (id === "desk-found" && old.contains(document.activeElement) && old.querySelector("details[open]")) continue;
      old.replaceWith(page.getElementById(id));
    }
  }

  // Without a network the list that this tab keeps is looked through, see desk_offline.js.
  const down = () => document.dispatchEvent(new CustomEvent("desk:down"));

  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => show().catch(down), 120);
  });
  document.addEventListener("desk:changed", () => show().catch(down));

  // Enter, which a scanner sends too, checks in whoever is the only one found.
  search.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(typing);
    try { await show(); } catch (error) {
      if (error instanceof TypeError) down();
      else search.form.submit();
      return;
    }
    const cards = document.querySelectorAll("#desk-found .desk-guest");
    const only = cards.length === 1 && cards[0].querySelector('form [name="what"][value="check in"]');
    if (only) only.form.requestSubmit();
  });

  async function follow() {
    let every = 3_000;
    try {
      if (!document.hidden) {
        const answer = await fetch(desk.dataset.deskState, { cache: "no-store", signal: AbortSignal.timeout(8_000) });
        if (answer.status === 404) return;
        const told = await answer.json();
        every = told.every;
        if (told.key !== key) await show();
        document.dispatchEvent(new CustomEvent("desk:up"));
      }
    } catch {
      down();
    }
    setTimeout(follow, every);
  }

  search.focus({ preventScroll: true });
  setTimeout(follow, 1_500);
})();
