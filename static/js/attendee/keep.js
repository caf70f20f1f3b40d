/* Keeps somebody’s pages on the phone for the time without a signal, or takes away what was kept. */
(() => {
  "use strict";

  const main = document.getElementById("main");
  const keeper = document.querySelector("[data-keeper]");
  if (!keeper || !("serviceWorker" in navigator)) return;

  async function follow() {
    if (keeper.dataset.keep === "yes") {
      await navigator.serviceWorker.register(keeper.dataset.keeper);
      const ready = await navigator.serviceWorker.ready;
      ready.active.postMessage("keep");
    } else {
      const found = await navigator.serviceWorker.getRegistration(keeper.dataset.keeper);
      if (!found) return;
      found.active?.postMessage("forget");
      await found.unregister();
    }
    main.dataset.kept = keeper.dataset.keep;
  }

  follow().catch(() => undefined);
})();
