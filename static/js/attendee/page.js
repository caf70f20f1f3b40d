/* Keeps "now" and "next" right while the page stays open, with or without a connection.
   The room's clock leads once the organiser has started it, the agenda until then. The server's time
   counts: the difference to this device's is measured with every answer. */
(() => {
  "use strict";

  const CHECK_EVERY = 1_000;
  const ASK_EVERY = 60_000;
  const EARLY = 60 * 60_000;
  let section = document.getElementById("rounds");
  let live = JSON.parse(section.dataset.state);
  // A page that was kept on this phone brings along how far the server's clock was ahead.
  const kept = section.dataset.ahead !== undefined;
  let ahead = kept ? Number(section.dataset.ahead) : live.now - Date.now();
  const words = JSON.parse(section.dataset.words);
  let asOf = kept ? new Date(section.dataset.now) : new Date();

  const serverNow = () => Date.now() + ahead;

  function place(card, list, key, running) {
    const label = words[key] ?? "";
    if (card.parentElement.id !== list) document.getElementById(list).append(card);
    const word = card.querySelector(".round-label");
    if (word.textContent !== label) word.textContent = label;
    card.classList.toggle("is-now", running);
  }

  function inOrder() {
    return [...section.querySelectorAll(".round")].sort((a, b) => a.dataset.number - b.dataset.number);
  }

  // Of the rounds in order: how many are over, and whether the next one runs.
  function standing(cards) {
    const now = serverNow();
    const told = live.key && (live.paused || now < live.ends || (live.phase !== "talk" && navigator.onLine));
    if (live.phase === "done") return [cards.length, false];
    if (told) {
      const over = cards.filter((card) => Number(card.dataset.number) < live.round).length;
      const running = live.phase === "talk" && Number(cards[over]?.dataset.number) === live.round;
      return [over, running];
    }
    const over = cards.filter((card) => Date.parse(card.dataset.ends) <= now).length;
    return [over, over < cards.length && Date.parse(cards[over].dataset.starts) <= now];
  }

  // How long the round still takes, for the eye alone: who listens hears the times.
  function left(card) {
    const led = live.phase === "talk" && Number(card.dataset.number) === live.round;
    const ends = led ? live.ends : Date.parse(card.dataset.ends);
    const rest = led && live.paused ? live.left : Math.max(0, Math.round((ends - serverNow()) / 1000));
    return (led && live.paused ? words.paused : words.left).replace("{time}", times.left(rest));
  }

  function arrange() {
    const cards = inOrder();
    const [over, running] = standing(cards);
    if (running) cards[over].querySelector(".round-left").textContent = left(cards[over]);
    const first = running ? "Now" : over ? "Next" : "First";
    cards.forEach((card, i) => {
      if (i < over) place(card, "before", "", false);
      else if (i === over) place(card, "current", first, running);
      else if (i === over + 1) place(card, "current", running ? "Next" : "Then", false);
      else place(card, "later", "", false);
    });
    document.getElementById("before-rounds").hidden = over === 0;
    const stepOut = document.getElementById("step-out");
    if (stepOut) stepOut.hidden = over === cards.length;
    document.getElementById("later-rounds").hidden = cards.length - over <= 2;
  }

  function offline(isOffline) {
    const note = document.getElementById("as-of");
    note.hidden = !isOffline;
    note.querySelector("span").textContent =
      asOf.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  async function ask() {
    if (!navigator.onLine) { offline(true); return; }
    try {
      const { page, ok } = await asking.page(location.href);
      if (!ok) throw new Error("There is no such page any more.");
      const fresh = page.getElementById("rounds");
      if (!fresh || !fresh.querySelector(".round")) return;
      const unfolded = [...section.querySelectorAll("details[open]")].map((part) => part.id);
      section.replaceWith(fresh);
      section = fresh;
      unfolded.forEach((id) => { document.getElementById(id).open = true; });
      live = JSON.parse(fresh.dataset.state);
      ahead = live.now - Date.now();
      asOf = new Date();
      arrange();
    } catch {
      offline(true);
    }
  }

  function askBeforeLong() {
    const now = serverNow();
    const soon = now > Date.parse(section.dataset.starts) - EARLY;
    if (!document.hidden && soon && now < Date.parse(section.dataset.ends)) ask();
  }

  // The clock alone is asked for often; the page only when it has something else to show.
  async function follow() {
    if (!document.hidden && navigator.onLine) {
      try {
        const fresh = await asking.clock(section.dataset.live);
        ahead = fresh.ahead;
        if (fresh.key === live.key) {
          live = fresh;
          asOf = new Date();
          offline(false);
        } else await ask();
      } catch {
        offline(true);
      }
    }
    return live.every;
  }

  arrange();
  if (kept) offline(true);
  setInterval(arrange, CHECK_EVERY);
  setInterval(askBeforeLong, ASK_EVERY);
  asking.follow(follow, live.every);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { arrange(); askBeforeLong(); } });
  addEventListener("online", askBeforeLong);
  addEventListener("offline", () => offline(true));
})();
