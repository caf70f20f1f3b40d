/* The end of the last round can be taken back: the page of whom they met then becomes that of their rounds again. */
(() => {
  "use strict";

  const ASK_EVERY = 30_000;
  const { live, key, every } = document.getElementById("finished").dataset;

  // What somebody is typing is waited for.
  function typing() {
    const field = document.activeElement?.closest("input, textarea");
    return Boolean(field) && field.value !== field.defaultValue;
  }

  async function follow() {
    if (document.hidden || !navigator.onLine) return Number(every);
    try {
      const fresh = await asking.state(live);
      if (fresh.key !== key && fresh.phase !== "done" && !typing()) location.reload();
      return fresh.every;
    } catch {
      return ASK_EVERY;
    }
  }

  asking.follow(follow, Number(every));
})();
