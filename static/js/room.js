/* The room plan: tables are dragged, or moved with the arrow keys, to where they stand. */
(() => {
  "use strict";

  const STEP = 12;
  const PAUSE_MS = 500;
  const FAR = 4;
  let moving = null;
  let waiting = 0;

  const say = (text) => { document.getElementById("room-said").textContent = text; };

  function put(table, x, y) {
    const scale = table.getAttribute("transform").match(/scale\(([\d.]+)\)/)[1];
    const half = 80 * scale;
    const [, , width] = table.ownerSVGElement.getAttribute("viewBox").split(" ").map(Number);
    table.newX = Math.round(Math.max(half, Math.min(width - half, x)));
    table.newY = Math.round(Math.max(half, y));
    table.setAttribute("transform", `translate(${table.newX - half} ${table.newY - half}) scale(${scale})`);
  }

  /* Saves the place of one table; the page that comes back shows where it stands now. */
  async function save(table) {
    const form = document.getElementById("place");
    const { table: number, x, y, note } = table.dataset;
    const body = new FormData(form);
    const place = { table: number, seen_x: x, seen_y: y, seen_note: note, x: table.newX, y: table.newY, note };
    for (const [name, value] of Object.entries(place)) body.set(name, value);
    try {
      const { page, url, ok } = await asking.page(form.action, { method: "POST", body });
      for (const old of document.querySelectorAll("main > .notice")) old.remove();
      const notices = [...page.querySelectorAll("main > .notice")];
      document.getElementById("main").prepend(...notices);
      document.getElementById("room").replaceWith(page.getElementById("room"));
      if (ok) history.replaceState(null, "", url);
      document.querySelector(`.plan-table[data-table="${number}"]`).focus();
      say(notices.map((notice) => notice.textContent.trim()).join(" ") || `Table ${number} is ${place.x} from the left and ${place.y} from the top.`);
    } catch {
      say("The server cannot be reached. The table is not saved.");
    }
  }

  document.addEventListener("pointerdown", (event) => {
    const table = event.target.closest(".plan-table");
    if (table && event.button === 0) moving = { table, x: event.clientX, y: event.clientY, far: false };
  });

  document.addEventListener("pointermove", (event) => {
    if (!moving) return;
    const { table, x, y } = moving;
    moving.far ||= Math.hypot(event.clientX - x, event.clientY - y) > FAR;
    const svg = table.ownerSVGElement;
    const unit = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    if (moving.far) put(table, Number(table.dataset.x) + (event.clientX - x) * unit, Number(table.dataset.y) + (event.clientY - y) * unit);
  });

  document.addEventListener("pointerup", () => {
    if (moving?.far) {
      addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      setTimeout(() => document.body.click(), 0);
      save(moving.table);
    }
    moving = null;
  });

  document.addEventListener("pointercancel", () => { moving = null; });
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".plan-table")) event.preventDefault(); });

  const TOWARDS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  document.addEventListener("keydown", (event) => {
    const table = event.target.closest?.(".plan-table");
    if (!table || !(event.key in TOWARDS)) return;
    event.preventDefault();
    const [dx, dy] = TOWARDS[event.key];
    put(table, (table.newX ?? Number(table.dataset.x)) + dx * STEP, (table.newY ?? Number(table.dataset.y)) + dy * STEP);
    clearTimeout(waiting);
    waiting = setTimeout(() => save(table), PAUSE_MS);
  });
})();
