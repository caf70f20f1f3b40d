/* The clock of the Day page as this tab has seen it last: kept while the server answers, and shown with its
   time when the page is loaded again without a network. Nothing of it names anybody. */
(() => {
  "use strict";

  const KEPT = `desk clock of ${location.pathname}`;
  const shown = document.getElementById("clock-kept");

  const LONG_BEFORE = 43_200;

  function keep({ detail: { seconds, state } }) {
    if (seconds > LONG_BEFORE || document.querySelector("[data-clock-offline]:not([hidden])")) return;
    const told = document.getElementById("clock-title").textContent.trim().replace(/\s+/g, " ");
    const title = state.phase === "before" ? "Until round 1" : told;
    const stands = state.paused || state.phase === "done";
    sessionStorage.setItem(KEPT, JSON.stringify({ title, seconds, stands, at: Date.now() }));
  }

  if (!shown) {
    document.addEventListener("clock:left", keep);
    return;
  }
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  const zone = document.getElementById("desk").dataset.zone;
  const time = (moment) => times.clock(moment, zone);
  const part = (name) => shown.querySelector(`[data-kept="${name}"]`);
  const ends = kept.at + 1000 * kept.seconds;

  function tick() {
    const seconds = kept.stands ? kept.seconds : Math.max(0, Math.round((ends - Date.now()) / 1000));
    part("left").textContent = kept.stands && !seconds ? "" : times.left(seconds);
    part("said").textContent = seconds || kept.stands
      ? `As of ${time(kept.at)}, and counting on from there.`
      : `As of ${time(kept.at)}. Its time was over at ${time(ends)}: the big screen shows what came then.`;
  }

  part("title").textContent = kept.title;
  shown.hidden = false;
  tick();
  setInterval(tick, 500);
})();
