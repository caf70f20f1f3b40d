/* Follows the room's clock on every page that shows it. The server's time counts; what is shown
   goes on without a connection. Says "clock:left" once a second, with how many seconds ago it should
   have been said, "clock:new" after a change, and "clock:woke" when the device had been asleep. */
(() => {
  "use strict";

  const ASLEEP = 2_500;
  const FORGETS = 5;
  const READ_IN = 6_000;
  let part = document.querySelector("[data-clock-state]");
  if (!part) {
    // Before the clock is ready: the time of day, and nothing that is no longer so.
    const place = document.querySelector("[data-clock-now]");
    const before = place ? place.dataset.now - Date.now() : 0;
    if (place) setInterval(() => {
      const now = Date.now() + before;
      place.textContent = times.clock(now, place.dataset.clockNow);
      for (const words of document.querySelectorAll("#clock [data-until]")) words.hidden = now >= words.dataset.until;
      for (const words of document.querySelectorAll("#clock p [data-until]")) words.textContent = `in ${Math.ceil((words.dataset.until - now) / 60_000)} min`;
    }, 1000);
    return;
  }
  let state = JSON.parse(part.dataset.state);
  // A page that was kept on this phone brings along how far the server's clock was ahead.
  const { ahead: known, asOf: keptAt } = document.querySelector("main").dataset;
  let stale = known !== undefined;
  let ahead = stale ? Number(known) : state.now - Date.now();
  let asOf = stale ? Number(keptAt) : state.now;
  let doubt = Infinity;
  let shown = null;
  let ticked = Date.now();
  let told = document.querySelector("[data-clock-now]")?.textContent;

  function exactly() {
    if (state.paused || state.ends === undefined) return state.left ?? 0;
    return (state.ends - Date.now() - ahead) / 1000;
  }

  // Timers stand still while a laptop sleeps. What came to pass meanwhile is asked for at once.
  function wake() {
    const gap = Date.now() - ticked;
    ticked = Date.now();
    if (gap < ASLEEP) return;
    ask().then(() => offline(false), () => offline(true));
    document.dispatchEvent(new CustomEvent("clock:woke"));
  }

  // The time of day where the event is. What the agenda has at that minute is the server's to say.
  function tell() {
    const place = document.querySelector("[data-clock-now]");
    if (!place) return;
    const text = times.clock(Date.now() + ahead, place.dataset.clockNow);
    place.textContent = text;
    if (text === told) return;
    told = text;
    if (!part.querySelector("details[open]")) swap().catch(() => offline(true));
  }

  // The end of a break is called the move, with or without a network.
  function call(seconds) {
    if (times.doing(state, seconds) === state.phase) return;
    for (const words of part.querySelectorAll("[data-called]")) words.textContent = words.dataset.called;
    for (const lead of part.querySelectorAll("[data-lead=break]")) lead.dataset.lead = "move";
  }

  function tick() {
    wake();
    tell();
    const rest = exactly();
    const seconds = Math.max(0, Math.round(rest));
    if (seconds === shown) return;
    shown = seconds;
    const text = times.left(seconds);
    for (const place of document.querySelectorAll("[data-clock-left]")) {
      place.textContent = text;
      place.classList.toggle("long", text.length > 4);
      const ends = place.closest("[data-gone]");
      if (ends) ends.hidden = !seconds;
    }
    for (const words of part.querySelectorAll("[data-over]")) words.hidden = (words.dataset.over === "yes") !== (seconds === 0);
    for (const bar of document.querySelectorAll("[data-clock-bar]")) bar.value = state.length - seconds;
    call(seconds);
    document.dispatchEvent(new CustomEvent("clock:left", { detail: { seconds, late: Math.max(0, -rest), state } }));
  }

  function offline(isOffline) {
    for (const note of document.querySelectorAll("[data-clock-offline]")) {
      const zone = note.dataset.asOf;
      if (zone) note.querySelector("span").textContent = times.clock(asOf, zone);
      note.hidden = !isOffline;
    }
    // A press that cannot get through would only look as if it had been done.
    const buttons = document.querySelectorAll(`#${part.id} form button, [data-online] form button`);
    for (const button of buttons) button.disabled = isOffline;
  }

  // What somebody types, and a fold that they opened in the phase that is still on, stay as they are.
  function carryOver(fresh) {
    const phase = (of) => `${of.phase} ${of.round}`;
    const same = phase(JSON.parse(part.dataset.state)) === phase(JSON.parse(fresh.dataset.state));
    for (const fold of same ? part.querySelectorAll("details[id]") : []) {
      const other = fresh.querySelector(`#${fold.id}`);
      if (other) other.open = fold.open;
    }
    for (const typed of part.querySelectorAll("input[id]")) {
      const other = fresh.querySelector(`#${typed.id}`);
      if (other && typed.value !== typed.defaultValue) other.value = typed.value;
    }
  }

  // A choice beside the clock's part offers those of the round that is on; who was chosen already stays so.
  function offer(page) {
    for (const choice of document.querySelectorAll("select[data-offers]")) {
      const fresh = page.getElementById(choice.id);
      const names = (of) => [...of.options].map((one) => `${one.value} ${one.text}`).join("\n");
      if (!fresh || names(fresh) === names(choice)) continue;
      const chosen = choice.selectedOptions[0];
      choice.replaceChildren(...fresh.options);
      if (![...choice.options].some((one) => one.value === chosen.value)) choice.append(chosen);
      choice.value = chosen.value;
    }
  }

  // What was said of a press is not true of what comes after it; whoever pressed can still read it.
  function dropSaid() {
    if (part.dataset.dropsSaid === undefined) return;
    const drop = () => document.querySelectorAll("main > .notice.good").forEach((said) => said.remove());
    setTimeout(drop, Math.max(0, READ_IN - performance.now()));
  }

  async function swap() {
    const { page, ok } = await asking.page(part.dataset.clockPage);
    if (!ok) throw new Error("The page of the clock is not there.");
    const fresh = page.getElementById(part.id);
    if (!fresh) return;
    carryOver(fresh);
    const before = document.activeElement?.closest(`#${part.id} form`)?.querySelector("[name=what]")?.value;
    part.replaceWith(fresh);
    part = fresh;
    dropSaid();
    offer(page);
    state = JSON.parse(part.dataset.state);
    asOf = state.now;
    stale = false;
    shown = null;
    if (before) fresh.querySelector(`[name=what][value="${before}"]`)?.form.querySelector("button").focus();
    document.dispatchEvent(new CustomEvent("clock:new", { detail: { state } }));
    tick();
  }

  // An answer that took long says little of the time: the surest one counts, unless the device's own
  // clock was set, or has drifted, since.
  function compare(fresh) {
    doubt += FORGETS;
    if (fresh.doubt > doubt && Math.abs(fresh.ahead - ahead) <= fresh.doubt + doubt) return;
    ahead = fresh.ahead;
    doubt = fresh.doubt;
  }

  async function ask() {
    const fresh = await asking.clock(part.dataset.clockState);
    const was = state;
    compare(fresh);
    if (stale || fresh.key !== was.key || fresh.shown !== was.shown) await swap();
    else [state, asOf] = [fresh, fresh.now];
  }

  async function follow() {
    try {
      if (!document.hidden || part.id === "screen") await ask();
      offline(false);
    } catch {
      offline(true);
    }
    return state.every;
  }

  tick();
  if (stale) offline(true);
  document.dispatchEvent(new CustomEvent("clock:new", { detail: { state } }));
  setInterval(tick, 200);
  asking.follow(follow, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask().catch(() => offline(true)); });
})();
