/* The seating board: people are lifted by pointer or keyboard, and what a move would do is shown
   before they are put down. Follows what other organisers do. */
(() => {
  "use strict";

  const DRAWING = "http://www.w3.org/2000/svg";
  const ASK_MS = 1500;
  const SOON_MS = 400;
  const FAR = 6;
  const ghost = document.getElementById("board-ghost");
  let board = document.getElementById("board");
  let lifted = null;
  let pressed = null;
  let busy = false;

  /* What the move would do stands beside the room, where it covers no table. */
  const tip = () => document.getElementById("board-tip");
  const say = (text) => { document.getElementById("board-said").textContent = text; };
  const seats = () => [...board.querySelectorAll(".board-seat")];
  const element = (name, fields, text = "") => {
    const made = document.createElementNS(DRAWING, name);
    for (const [field, value] of Object.entries(fields)) made.setAttribute(field, value);
    made.textContent = text;
    return made;
  };

  /* Only one seat is in the order of the Tab key; arrows go from there. */
  function rove(chosen) {
    for (const seat of seats()) seat.setAttribute("tabindex", seat === chosen ? "0" : "-1");
  }

  function show(page, address) {
    const fresh = page.getElementById("board");
    if (!fresh) { location.assign(address); return; }
    const focused = document.activeElement?.closest("[data-person]")?.dataset.person;
    const inside = board.contains(document.activeElement);
    for (const old of document.querySelectorAll("main > .notice")) old.remove();
    const notices = [...page.querySelectorAll("main > .notice")];
    document.getElementById("main").prepend(...notices);
    board.replaceWith(fresh);
    board = fresh;
    history.replaceState(null, "", address);
    const again = focused && seats().find((seat) => seat.dataset.person === focused);
    rove(again || seats()[0]);
    if (inside) (again || document.getElementById("table")).focus();
    if (notices.length) say(notices.map((notice) => notice.textContent.trim()).join(" "));
  }

  async function fetchPage(address, options) {
    const { page, url } = await asking.page(address, options);
    show(page, url);
  }

  async function press(form, button) {
    busy = true;
    try {
      await fetchPage(form.action, { method: "POST", body: new FormData(form, button) });
    } catch {
      say("The server cannot be reached. Nothing was changed.");
    } finally {
      busy = false;
    }
  }

  /* What a lifted person could do, table by table. */
  function pill(table, kind, words) {
    const width = 20 + 8.5 * words.length;
    const made = element("g", { class: `pill ${kind}` });
    made.append(
      element("rect", { x: 80 - width / 2, y: 152, width, height: 24, rx: 12 }),
      element("text", { x: 80, y: 169 }, words),
    );
    table.append(made);
  }

  const kind = (option) => option.breaks ? "breaks" : option.links < 0 ? "less" : "same";
  const short = (option) => option.breaks ? "breaks a rule" : option.words.replace(/ links?$/, "");

  function best(number) {
    return lifted.to.find((option) => option.table === number);
  }

  function showPills() {
    for (const table of board.querySelectorAll(".room-table")) {
      const number = Number(table.dataset.table);
      const option = best(number);
      if (number === lifted.from) pill(table, "from", "from here");
      else if (!option) pill(table, "shut", "locked");
      else pill(table, kind(option), short(option));
    }
  }

  async function lift(source) {
    const mine = { person: source.dataset.person, name: source.dataset.name, to: [], option: null };
    lifted = mine;
    source.classList.add("lifted");
    const found = await asking.state(`${board.dataset.effects}&person=${mine.person}`);
    if (lifted !== mine) return;
    Object.assign(mine, { to: found.to, from: found.from });
    showPills();
    say(found.to.length ? `${mine.name} lifted. Choose a seat.` : `${mine.name} is locked in place.`);
  }

  function putBack(words) {
    if (!lifted) return;
    for (const made of board.querySelectorAll(".pill")) made.remove();
    for (const marked of board.querySelectorAll(".lifted, .over")) marked.classList.remove("lifted", "over");
    document.getElementById("board-then").textContent = "";
    tip().hidden = ghost.hidden = true;
    lifted = null;
    if (words) say(words);
  }

  /* The chip under the pointer: shape, name, and what letting go would do. */
  function hang(source) {
    const who = document.createElement("span");
    who.className = `sector ${source.innerHTML.match(/sector-[0-6]/)?.[0] ?? ""}`;
    who.dataset.shape = (source.dataset.shape ? source : source.querySelector("[data-shape]"))?.dataset.shape ?? "";
    ghost.replaceChildren(who, source.dataset.name, effect(null));
    ghost.hidden = false;
  }

  function effect(option) {
    const made = document.createElement("span");
    made.className = option ? `effect ${kind(option)}` : "";
    made.textContent = option ? short(option) : "";
    return made;
  }

  function line(words, kind = "") {
    const made = document.createElement("p");
    made.textContent = words;
    made.className = kind;
    return made;
  }

  function sentences(option, target) {
    const links = Number(board.dataset.links);
    const name = option.other && seats().find((seat) => seat.dataset.person === option.other)?.dataset.name;
    const place = name ? `Changes places with ${name}.` : `To table ${target.table}.`;
    return [`${option.words}: ${links} becomes ${links + option.links}.`, place, ...option.notes];
  }

  function over(target) {
    for (const marked of board.querySelectorAll(".over")) marked.classList.remove("over");
    lifted.option = null;
    tip().hidden = true;
    ghost.lastChild?.remove();
    ghost.append(effect(null));
    document.getElementById("board-then").textContent = "";
    if (!target) return "";
    const found = target.person && target.person !== lifted.person
      ? lifted.to.find((option) => option.other === target.person)
      : target.table !== lifted.from && best(target.table);
    if (!found) return "";
    lifted.option = found;
    board.querySelector(`.room-table[data-table="${found.table}"]`)?.classList.add("over");
    seats().find((seat) => seat.dataset.person === found.other)?.classList.add("over");
    const words = sentences(found, target);
    const then = document.getElementById("board-then");
    then.textContent = found.links ? `→ ${Number(board.dataset.links) + found.links}` : "";
    then.classList.toggle("less", found.links < 0);
    ghost.lastChild?.remove();
    ghost.append(effect(found));
    tip().replaceChildren(...words.map((sentence, index) => line(sentence, index > 1 ? found.breaks ? "bad" : "note" : kind(found))));
    tip().hidden = false;
    return words.join(" ");
  }

  function drop() {
    const { option, person, from } = lifted;
    putBack("");
    if (!option) return;
    const form = document.getElementById("board-move");
    form.elements.person.value = person;
    form.elements.seen.value = from ?? "none";
    form.elements.to.value = option.other ? `${option.table}-${option.other}` : option.table;
    press(form);
  }

  function targetAt(x, y) {
    const hit = document.elementFromPoint(x, y);
    const place = hit?.closest("[data-table]");
    const person = hit?.closest("[data-person]");
    return hit && (place || person) ? { table: Number(place?.dataset.table), person: person?.dataset.person } : null;
  }

  function beside(box, x, y) {
    const wide = box.offsetWidth + 24;
    box.style.left = `${Math.max(8, Math.min(x + 16, innerWidth - wide))}px`;
    box.style.top = `${Math.min(y, innerHeight - box.offsetHeight - 8)}px`;
  }

  document.addEventListener("pointerdown", (event) => {
    const source = event.target.closest(".board-seat, .grip")?.closest("[data-person]");
    if (source && event.button === 0 && !busy) pressed = { source, x: event.clientX, y: event.clientY, dragging: false };
  });

  document.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    const { clientX: x, clientY: y } = event;
    if (!pressed.dragging && Math.hypot(x - pressed.x, y - pressed.y) > FAR) {
      pressed.dragging = true;
      lift(pressed.source).catch(() => putBack("The server cannot be reached."));
      hang(pressed.source);
    }
    if (!pressed.dragging || !lifted) return;
    over(targetAt(x, y));
    beside(ghost, x, y + 12);
  });

  document.addEventListener("pointerup", (event) => {
    const dragged = pressed?.dragging;
    pressed = null;
    if (!dragged || !lifted) return;
    over(targetAt(event.clientX, event.clientY));
    drop();
    // The click that follows would open the person's places.
    addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    setTimeout(() => document.body.click(), 0);
  });

  document.addEventListener("pointercancel", () => { pressed = null; putBack(""); });
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".board-seat")) event.preventDefault(); });

  const TOWARDS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /* The nearest seat in that direction; what lies to the side counts double. */
  function next(seat, [dx, dy]) {
    const middle = (each) => {
      const box = each.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = middle(seat);
    const far = (each) => {
      const [toX, toY] = middle(each);
      const along = (toX - x) * dx + (toY - y) * dy;
      return along > 2 ? along + 2 * Math.abs((toX - x) * dy + (toY - y) * dx) : Infinity;
    };
    return seats().filter((each) => far(each) < Infinity).sort((a, b) => far(a) - far(b))[0];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && lifted) { pressed = null; putBack(`${lifted.name} is back where they were.`); return; }
    const seat = event.target.closest?.(".board-seat");
    if (!seat || busy) return;
    if (event.key in TOWARDS) {
      event.preventDefault();
      const target = next(seat, TOWARDS[event.key]);
      if (!target) return;
      rove(target);
      target.focus();
      if (!lifted) return;
      say(over({ person: target.dataset.person, table: Number(target.closest("[data-table]").dataset.table) })
        || `${target.dataset.name}: not possible here.`);
    } else if (event.key === " ") {
      event.preventDefault();
      if (lifted) { if (lifted.option) drop(); else putBack(`${lifted.name} is back where they were.`); }
      else lift(seat).catch(() => putBack("The server cannot be reached."));
    }
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#board form[data-press], #board .board-side form")) return;
    event.preventDefault();
    if (!busy) press(event.target, event.submitter);
  });

  async function catchUp(state) {
    const moved = String(state.version) !== board.dataset.version;
    if (!moved && state.improving === board.dataset.improving) return;
    await fetchPage(location.href);
    const news = board.querySelector(moved ? ".edits li" : ".board-side [role=status]");
    say(news?.textContent.replace(/\s+/g, " ").trim() ?? "");
  }

  async function follow() {
    try {
      if (!document.hidden && !busy && !lifted) {
        const state = await asking.state(board.dataset.state);
        if (!state.draft) location.reload();
        else if (!busy && !lifted) await catchUp(state);
      }
    } catch {
      // Asked again in a moment; a press says so itself.
    }
    return /(queued|running)$/.test(board.dataset.improving) ? SOON_MS : ASK_MS;
  }

  rove(seats()[0]);
  asking.follow(follow, ASK_MS);
})();
