/* Keeps "now" and "next" right while the page stays open, with or without a connection.
   The server's clock counts: the difference to this device's is measured when the page is made. */
(() => {
  "use strict";

  const CHECK_EVERY = 5_000;
  const ASK_EVERY = 60_000;
  const EARLY = 60 * 60_000;
  let section = document.getElementById("rounds");
  let ahead = Date.parse(section.dataset.now) - Date.now();
  let asOf = new Date();

  const serverNow = () => Date.now() + ahead;

  function place(card, list, label, running) {
    if (card.parentElement.id !== list) document.getElementById(list).append(card);
    const word = card.querySelector(".round-label");
    if (word.textContent !== label) word.textContent = label;
    card.classList.toggle("is-now", running);
  }

  function inOrder() {
    return [...section.querySelectorAll(".round")].sort(
      (a, b) => Date.parse(a.dataset.starts) - Date.parse(b.dataset.starts));
  }

  function arrange() {
    const now = serverNow();
    const cards = inOrder();
    const over = cards.filter((card) => Date.parse(card.dataset.ends) <= now);
    const open = cards.slice(over.length);
    const running = open.length > 0 && Date.parse(open[0].dataset.starts) <= now;
    const first = running ? "Now" : over.length ? "Next" : "First";
    over.forEach((card) => place(card, "before", "", false));
    open.forEach((card, i) => {
      if (i === 0) place(card, "current", first, running);
      else if (i === 1) place(card, "current", running ? "Next" : "Then", false);
      else place(card, "later", "", false);
    });
    document.getElementById("before-rounds").hidden = over.length === 0;
    document.getElementById("later-rounds").hidden = open.length <= 2;
  }

  function offline(isOffline) {
    const note = document.getElementById("as-of");
    note.hidden = !isOffline;
    note.querySelector("span").textContent =
      asOf.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  async function ask() {
    const now = serverNow();
    const soon = now > Date.parse(section.dataset.starts) - EARLY;
    if (document.hidden || !soon || now > Date.parse(section.dataset.ends)) return;
    if (!navigator.onLine) { offline(true); return; }
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("rounds");
      if (!fresh || !fresh.querySelector(".round")) return;
      const unfolded = [...section.querySelectorAll("details[open]")].map((part) => part.id);
      section.replaceWith(fresh);
      section = fresh;
      unfolded.forEach((id) => { document.getElementById(id).open = true; });
      ahead = Date.parse(fresh.dataset.now) - Date.now();
      asOf = new Date();
      arrange();
    } catch {
      offline(true);
    }
  }

  arrange();
  setInterval(arrange, CHECK_EVERY);
  setInterval(ask, ASK_EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { arrange(); ask(); } });
  addEventListener("online", ask);
  addEventListener("offline", () => offline(true));
})();
