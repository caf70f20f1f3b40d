// The bar for those who are ticked: how many, what they share, and the number in the button that cancels.
(() => {
  "use strict";

  const found = () => document.getElementById("people-found");
  const boxes = () => [...found().querySelectorAll(".choose [name=id]")];

  function show() {
    const bar = found()?.querySelector("[data-choose]");
    if (!bar) return;
    const all = found().querySelector("[data-choose-all]");
    const chosen = boxes().filter((box) => box.checked);
    const sectors = new Set(chosen.map((box) => box.closest("tr").querySelector(".sector")?.textContent ?? ""));
    all.hidden = false;
    all.checked = chosen.length > 0 && chosen.length === boxes().length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    if (!chosen.length) return;
    const [sector] = sectors;
    bar.querySelector("[data-chosen]").textContent = `${chosen.length} chosen`;
    bar.querySelector("[data-alike]").textContent = sectors.size === 1 && chosen.length > 1 && sector ? `all ${sector}` : "";
    bar.querySelector("[data-write]").textContent = `Write to ${chosen.length}…`;
    bar.querySelector("[data-cancel]").textContent = chosen.length === 1 ? "Cancel 1 sign-up…" : `Cancel ${chosen.length} sign-ups…`;
  }

  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-choose-all]")) for (const box of boxes()) box.checked = target.checked;
    if (target.closest(".choose")) show();
  });
  document.addEventListener("reset", () => setTimeout(show, 0));
  document.addEventListener("htmx:afterSettle", show);
  // A click beside an open menu closes it.
  document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(target)) menu.open = false;
  });
  show();
})();
