/* The tablet at the door goes back to its question by itself, so that nobody reads the name before them.
   Whoever touches it or types has the whole time again. */
(() => {
  "use strict";

  const page = document.querySelector("[data-back]");
  let waiting = 0;

  function begin() {
    clearTimeout(waiting);
    waiting = setTimeout(() => location.replace(page.dataset.back), Number(page.dataset.after) * 1_000);
  }

  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, begin);
  begin();
})();
