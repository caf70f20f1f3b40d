/* The big screen beyond the clock: pages of names, the end of a break, three different sounds, a lit display. */
(() => {
  "use strict";

  const TURN_PAGE_EVERY = 7_000;
  const READ_A_PAGE_IN = 3_000;
  const TOO_LATE = 3;
  const HALF_IS_TOLD = 30;
  const tools = document.querySelector(".screen-tools");
  const soundButton = tools.querySelector("[data-sound]");
  const dark = tools.querySelector("[data-dark]");
  let audio = null;
  let lock = null;
  let page = 0;
  let current = null;

  function turn() {
    const pages = [...document.querySelectorAll(".screen-part")];
    if (!pages.length) return;
    page %= pages.length;
    pages.forEach((part, i) => { part.hidden = i !== page; });
    document.querySelectorAll(".letters span").forEach((tab, i) => tab.classList.toggle("on", i === page));
  }

  // The end of a break calls people to their tables, with or without a network.
  function call(state, seconds) {
    const faces = [...document.querySelectorAll("[data-face]")];
    const screen = document.getElementById("screen");
    const face = times.doing(state, seconds);
    if (!faces.length || screen.classList.contains(face)) return;
    for (const each of faces) each.hidden = each.dataset.face !== face;
    screen.classList.remove("break", "move");
    screen.classList.add(face);
    page = 0;
    turn();
  }

  // A tone of its own for each: half-way is one soft note, the last minute two, the end three that fall.
  const TUNES = { half: [523], minute: [659, 659], end: [784, 659, 523] };

  function play(tune) {
    if (!audio) return;
    TUNES[tune].forEach((pitch, i) => {
      const at = audio.currentTime + i * 0.45;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(tune === "half" ? 0.2 : 0.5, at + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.42);
    });
  }

  function say(words) {
    const caption = document.querySelector("#screen .caption");
    if (caption && caption.textContent !== words) caption.textContent = words;
  }

  // What is heard stands there too; and only a screen that makes sounds promises one.
  function caption(state, seconds) {
    const half = Math.round(state.length / 2);
    if (state.phase !== "talk" || state.paused) return;
    const last = seconds <= 60 && state.length > 90;
    document.getElementById("screen").classList.toggle("last-minute", last);
    if (last) say("One minute left.");
    else if (state.length >= 180 && seconds <= half && seconds > half - HALF_IS_TOLD) say("Half of the time is over.");
    else say(audio?.state === "running" && state.length > 90 ? "A bell at one minute" : "");
  }

  // Some browsers cannot, and none does for a page that is not seen.
  async function stayLit() {
    if (document.hidden || lock?.released === false) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", stayLit);
      dark.hidden = true;
    } catch {
      if (!document.hidden) dark.hidden = false;
    }
  }

  // The first touch says that there is sound; the next ones, what each of the three is like.
  const TRIED = [["half", "Half-way"], ["minute", "One minute left"], ["end", "The end"]];
  function test() {
    TRIED.forEach(([tune, words], i) => setTimeout(() => { play(tune); soundButton.textContent = words; }, i * 1_800));
    setTimeout(() => { soundButton.textContent = "Test the sounds"; }, TRIED.length * 1_800);
  }

  soundButton.addEventListener("click", async () => {
    if (audio?.state === "running") {
      test();
      return;
    }
    audio = audio ?? new AudioContext();
    audio.onstatechange = heard;
    await audio.resume();
    play("half");
    heard();
  });

  // A computer that slept, or a call that came, may have taken the sound away again.
  function heard() {
    const on = audio.state === "running";
    soundButton.textContent = on ? "Test the sounds" : "Tap to allow sound";
    tools.toggleAttribute("data-setting-up", !on || !dark.hidden);
    if (current) caption(...current);
  }
  tools.querySelector("[data-full]").addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
  tools.querySelector("[data-hide]").addEventListener("click", () => tools.removeAttribute("data-setting-up"));

  let last = null;
  document.addEventListener("clock:left", ({ detail: { seconds, late, state } }) => {
    current = [state, seconds];
    call(state, seconds);
    caption(state, seconds);
    const key = `${state.key} ${seconds}`;
    if (key === last || state.paused) return;
    last = key;
    if (state.phase !== "talk") {
      if (seconds === 0 && state.phase !== "done") say(`Round ${state.round} starts in a moment. No table? Ask at the desk.`);
      return;
    }
    // A laptop that slept through the end of a round rings for none that is over.
    if (late > TOO_LATE) return;
    if (seconds === Math.round(state.length / 2) && state.length >= 180) {
      play("half");
    } else if (seconds === 60 && state.length > 90) {
      play("minute");
    } else if (seconds === 0) {
      play("end");
      document.getElementById("screen").classList.add("flash");
    }
  });
  let drawn = null;
  document.addEventListener("clock:new", ({ detail: { state } }) => {
    if (state.key !== drawn) page = 0;
    drawn = state.key;
    turn();
  });
  document.addEventListener("visibilitychange", stayLit);
  document.addEventListener("clock:woke", stayLit);
  // The time there is does for every page once.
  function every() {
    const pages = document.querySelectorAll(".screen-part").length;
    const [state] = current ?? [{}];
    const there = state.phase === "break" ? state.call : state.length;
    if (state.phase !== "move" && state.phase !== "break") return TURN_PAGE_EVERY;
    return Math.min(TURN_PAGE_EVERY, Math.max(READ_A_PAGE_IN, there * 1000 / pages));
  }

  function turnOn() {
    page += 1;
    turn();
    setTimeout(turnOn, every());
  }
  setTimeout(turnOn, TURN_PAGE_EVERY);
  turn();
  stayLit();
})();
