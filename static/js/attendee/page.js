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
  const main = document.getElementById("main");
  const { ahead: known, asOf: keptAt } = main.dataset;
  const kept = known !== undefined;
  let ahead = kept ? Number(known) : live.now - Date.now();
  const words = JSON.parse(section.dataset.words);
  let asOf = kept ? Number(keptAt) : Date.now() + ahead;
  let cutOff = false;
  let turning = 0;

  const serverNow = () => Date.now() + ahead;

  function say(place, text) {
    if (place.textContent !== text) place.textContent = text;
  }

  function put(text, values) {
    return text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  }

  function bold(text) {
    return Object.assign(document.createElement("b"), { textContent: text });
  }

  function place(card, list, label, lead) {
    if (card.parentElement.id !== list) document.getElementById(list).append(card);
    say(card.querySelector(".round-label"), label);
    card.classList.toggle("leads", lead !== "");
    if (lead) card.dataset.lead = lead;
    else delete card.dataset.lead;
    const { number } = card.dataset;
    const begins = () => times.clock(Math.max(serverNow(), live.ends), section.dataset.zone);
    const name = lead === "break" ? put(words.at, { number, time: begins() })
      : put(lead === "rests" ? words.before : lead ? words.of : words.round, { number, rounds: section.dataset.rounds });
    say(card.querySelector(".round-number"), name);
  }

  function inOrder() {
    return [...section.querySelectorAll(".round")].sort((a, b) => a.dataset.number - b.dataset.number);
  }

  // Of the rounds in order: how many are over, what goes on, and for how many seconds still.
  function standing(cards) {
    const now = serverNow();
    const until = (moment) => Math.max(0, Math.round((moment - now) / 1000));
    const told = live.key && (live.paused || now < live.ends || (live.phase !== "talk" && !cutOff));
    if (live.phase === "done") return [cards.length, "", 0];
    if (told) {
      const over = cards.filter((card) => Number(card.dataset.number) < live.round).length;
      const first = Number(cards[over]?.dataset.number) === live.round;
      const left = live.paused ? live.left : until(live.ends);
      const lead = { talk: "now", move: "move", break: "break" }[times.doing(live, left)];
      if (!first || !lead) return [over, "", 0];
      return [over, live.rests ? "rests" : live.paused ? "paused" : lead, left];
    }
    const over = cards.filter((card) => Date.parse(card.dataset.ends) <= now).length;
    if (over === cards.length) return [over, "", 0];
    const starts = Date.parse(cards[over].dataset.starts);
    if (starts <= now) return [over, "now", until(Date.parse(cards[over].dataset.ends))];
    return over ? [over, "move", until(starts)] : [over, "", 0];
  }

  // Whoever keeps their table need not get up, but after a break; whoever has none does not move either.
  function concerning(what, card, before) {
    return what === "move" && live.phase !== "break" && card && card.dataset.table === (before?.dataset.table ?? "none") ? "stay" : what;
  }

  function firstLabel(card, before, what) {
    const { table } = card.dataset;
    if (what && (table || !["move", "stay"].includes(what))) return put(words[what], { table });
    return before ? words.next : words.first;
  }

  // What goes on is read out when it changes; the seconds are for the eye alone.
  function lead(card, what, seconds) {
    const counts = seconds || ["now", "paused", "rests"].includes(what);
    const [before, after] = counts ? words.left.split("{time}") : [words.due, ""];
    const shown = [before, ...(counts ? [bold(times.left(seconds))] : []), after];
    card.querySelector(".round-left").replaceChildren(...shown);
    const label = card.querySelector(".round-label").textContent;
    say(document.getElementById("goes-on"), [label, card.querySelector(".at-table").textContent.trim()].join(". "));
  }

  function arrange() {
    const cards = inOrder();
    const [over, goesOn, seconds] = standing(cards);
    const what = concerning(goesOn, cards[over], cards[over - 1]);
    cards.forEach((card, i) => {
      if (i < over) place(card, "before", "", "");
      else if (i === over) place(card, "current", firstLabel(card, cards[i - 1], what), what);
      else if (i === over + 1) place(card, "current", what ? words.next : words.then, "");
      else place(card, "later", "", "");
    });
    // On the morning the lines unfold, also where the page was kept the evening before.
    if (what || over || serverNow() > Date.parse(section.dataset.starts) - EARLY) main.classList.add("unfolded");
    if (what) lead(cards[over], what, seconds);
    document.getElementById("before-rounds").hidden = over === 0;
    // Others have rounds after the last of who left early.
    const done = over === cards.length && !section.dataset.short;
    document.getElementById("rounds-done").hidden = !done;
    const stepOut = document.getElementById("step-out");
    if (stepOut) stepOut.hidden = done;
    document.getElementById("later-rounds").hidden = cards.length - over <= 2;
  }

  function offline(isOffline) {
    cutOff = isOffline;
    const note = document.getElementById("as-of");
    note.hidden = !isOffline;
    for (const waits of document.querySelectorAll("[data-waits]")) waits.hidden = !isOffline;
    for (const button of document.querySelectorAll("[data-online] button")) button.disabled = isOffline;
    note.querySelector("span").textContent = times.clock(asOf, section.dataset.zone);
  }

  // After the last round the page is another one. This one says so at once; the other is fetched soon after, by each
  // phone at a moment of its own: all of a large room at once would be too much. What somebody is typing is waited for.
  function turnOver() {
    clearTimeout(turning);
    const typed = [...document.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue);
    if (typed) turning = setTimeout(turnOver, ASK_EVERY);
    else location.reload();
  }

  function turnOverSoon() {
    clearTimeout(turning);
    turning = setTimeout(turnOver, Math.random() * Number(section.dataset.wave));
  }

  async function ask() {
    if (!navigator.onLine) { offline(true); return; }
    try {
      const { page, ok } = await asking.page(location.href);
      if (!ok) throw new Error("There is no such page any more.");
      const fresh = page.getElementById("rounds");
      if (!page.getElementById("rounds-done")) { turnOver(); return; }
      clearTimeout(turning);
      if (!fresh || !fresh.querySelector(".round")) return;
      const unfolded = [...section.querySelectorAll("details[open]")].map((part) => part.id);
      main.className = page.getElementById("main").className;
      say(document.querySelector("h1"), page.querySelector("h1").textContent);
      section.replaceWith(fresh);
      section = fresh;
      const stepOut = page.getElementById("step-out");
      if (stepOut) document.getElementById("step-out")?.replaceWith(stepOut);
      unfolded.forEach((id) => { document.getElementById(id).open = true; });
      live = JSON.parse(fresh.dataset.state);
      ahead = live.now - Date.now();
      asOf = live.now;
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
        if (fresh.key === live.key && fresh.near === live.near) {
          live = fresh;
          asOf = live.now;
          offline(false);
        } else if (fresh.phase === "done" && fresh.key !== live.key) {
          live = fresh;
          arrange();
          turnOverSoon();
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
