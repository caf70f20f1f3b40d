/* The big screen beyond the clock: pages of names, three different sounds, a lit display. */
(() => {
  "use strict";

  const TURN_PAGE_EVERY = 7_000;
  const TOO_LATE = 3;
  const soundButton = document.querySelector("[data-sound]");
  let audio = null;
  let page = 0;
  let current = null;

  function turn() {
    const pages = [...document.querySelectorAll(".names-page")];
    if (!pages.length) return;
    page %= pages.length;
    pages.forEach((names, i) => { names.hidden = i !== page; });
    document.querySelectorAll(".letters span").forEach((tab, i) => tab.classList.toggle("on", i === page));
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
    if (caption) caption.textContent = words;
  }

  // Only a screen that makes sounds promises one.
  function promise(state) {
    if (audio && state.phase === "talk" && !state.paused && state.length > 90) say("A bell at one minute");
  }

  async function stayLit() {
    try { await navigator.wakeLock?.request("screen"); } catch { /* Not every browser may. */ }
  }

  soundButton.addEventListener("click", () => {
    audio = audio ?? new AudioContext();
    audio.resume();
    play("end");
    if (current) promise(current);
    soundButton.textContent = "Test the sound";
  });
  document.querySelector("[data-full]").addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });

  let last = null;
  document.addEventListener("clock:left", ({ detail: { seconds, late, state } }) => {
    current = state;
    const key = `${state.key} ${seconds}`;
    if (key === last || state.paused || state.phase !== "talk") return;
    last = key;
    // A laptop that slept through the end of a round rings for none that is over.
    if (late > TOO_LATE) return;
    if (seconds === Math.round(state.length / 2) && state.length >= 180) {
      play("half");
      say("Half of the time is over.");
    } else if (seconds === 60 && state.length > 90) {
      play("minute");
      say("One minute left.");
    } else if (seconds === 0) {
      play("end");
      document.getElementById("screen").classList.add("flash");
    }
  });
  document.addEventListener("clock:new", ({ detail: { state } }) => { page = 0; turn(); promise(state); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) stayLit(); });
  document.addEventListener("clock:woke", stayLit);
  setInterval(() => { page += 1; turn(); }, TURN_PAGE_EVERY);
  turn();
  stayLit();
})();
