/* A board: people are lifted by pointer or keyboard, and what a move would do is shown before they
   are put down. Follows what other organisers do. The seating board has seats at tables, that of
   working groups people in groups: places, each with a head that the keyboard goes to. */
(() => {
  "use strict";

  const { effect, kind, line, pill, short } = boardEffects;
  const ASK_MS = 1500;
  const SOON_MS = 400;
  const FAR = 6;
  const ghost = document.getElementById("board-ghost");
  let board = document.getElementById("board");
  let lifted = null;
  let dropped = null;
  let pressed = null;
  let busy = false;

  /* What the move would do stands beside the room, where it covers no table. */
  const tip = () => document.getElementById("board-tip");
  const say = (text) => { document.getElementById("board-said").textContent = text; };
  const seats = () => [...board.querySelectorAll(".board-seat")];
  const places = () => [...board.querySelectorAll(".board-place")];
  const seatOf = (person) => seats().find((seat) => seat.dataset.person === person);
  /* Where the keyboard goes; with somebody lifted to the heads of places as well. */
  const stops = () => {
    return lifted ? [...seats(), ...board.querySelectorAll(".place-head")] : seats();
  };
  /* Only one seat is in the order of the Tab key; arrows go from there. */
  function rove(chosen) {
    for (const seat of seats()) seat.setAttribute("tabindex", seat === chosen ? "0" : "-1");
  }

  function show(page, address) {
    const fresh = page.getElementById("board");
    if (!fresh) { location.assign(address); return; }
    const focused = dropped ?? document.activeElement?.closest("[data-person]")?.dataset.person;
    const inside = board.contains(document.activeElement);
    for (const old of document.querySelectorAll("main > .notice")) old.remove();
    const notices = [...page.querySelectorAll("main > .notice")];
    // Beside the room, where the effect stood, so that the room does not move under the pointer.
    const beside = matchMedia("(min-width: 62.5rem)").matches;
    (beside ? fresh.querySelector(".board-side") : document.getElementById("main")).prepend(...notices);
    board.replaceWith(fresh);
    board = fresh;
    history.replaceState(null, "", address);
    dropped = null;
    const again = focused && seatOf(focused);
    rove(again || seats()[0]);
    if (inside) (again || board.querySelector("[data-rest]")).focus();
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

  /* What it does to put them into a place: alone, where that can be. */
  function best(place) {
    const there = lifted.to.filter((option) => option.place === place);
    return ("alone" in board.dataset && there.find((option) => !option.other)) || there[0];
  }

  /* Those of whoever was chosen before stand back meanwhile. */
  function showPills() {
    lifted.kept = [...board.querySelectorAll(".pill")].map((each) => [each.parentNode, each]);
    for (const [, each] of lifted.kept) each.remove();
    for (const place of places()) {
      const option = best(place.dataset.place);
      if (place.dataset.place === lifted.from) pill(place, "from", "from here");
      else if (!option) pill(place, "shut", board.dataset.shut);
      else pill(place, kind(option), short(option));
    }
  }

  async function lift(source) {
    const mine = { person: source.dataset.person, name: source.dataset.name, to: [], option: null };
    lifted = mine;
    source.classList.add("lifted");
    const address = new URL(board.dataset.effects, location.href);
    address.searchParams.set("person", mine.person);
    const found = await asking.state(address);
    if (lifted !== mine) return;
    Object.assign(mine, { to: found.to, from: found.from });
    showPills();
    say(found.to.length ? `${mine.name} lifted. Choose ${board.dataset.choose}.` : `${mine.name} is locked in place.`);
  }

  function putBack(words) {
    if (!lifted) return;
    if (document.activeElement?.matches(".place-head")) seatOf(lifted.person)?.focus();
    if (lifted.kept) for (const made of board.querySelectorAll(".pill")) made.remove();
    for (const [place, each] of lifted.kept ?? []) place.append(each);
    for (const marked of board.querySelectorAll(".lifted, .over")) marked.classList.remove("lifted", "over");
    document.getElementById("board-then").textContent = "";
    tip().hidden = ghost.hidden = true;
    lifted = null;
    if (words) say(words);
  }

  /* The chip under the pointer: shape, name, and what letting go would do. */
  function hang(source) {
    const who = document.createElement("span");
    who.className = `sector sector-${source.dataset.sector}`;
    who.dataset.shape = (source.dataset.shape ? source : source.querySelector("[data-shape]"))?.dataset.shape ?? "";
    ghost.replaceChildren(who, source.dataset.name, effect(null));
    ghost.hidden = false;
  }

  function sentences(option) {
    const links = Number(board.dataset.links);
    return [`${option.words}: ${links} becomes ${links + option.links}.`, option.where, ...option.notes];
  }

  /* Over a person it is their place that is taken, where places are exchanged. */
  function optionAt(target) {
    const exchanged = target.person && target.person !== lifted.person && lifted.to.some((option) => option.other);
    if (exchanged) return lifted.to.find((option) => option.other === target.person);
    return target.place !== lifted.from && best(target.place);
  }

  function over(target) {
    for (const marked of board.querySelectorAll(".over")) marked.classList.remove("over");
    lifted.option = null;
    tip().hidden = true;
    ghost.lastChild?.remove();
    ghost.append(effect(null));
    document.getElementById("board-then").textContent = "";
    if (!target) return "";
    const found = optionAt(target);
    if (!found && target.place === lifted.from) {
      tip().replaceChildren(line(`Back where they were: ${board.dataset.links} stays.`, "home"));
      tip().hidden = false;
      return tip().textContent;
    }
    if (!found) return "";
    lifted.option = found;
    places().find((place) => place.dataset.place === found.place)?.classList.add("over");
    if (found.other) seatOf(found.other)?.classList.add("over");
    const words = sentences(found);
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
    dropped = person;
    const form = document.getElementById("board-move");
    form.elements.person.value = person;
    form.elements.seen.value = from;
    form.elements.to.value = option.to;
    press(form);
  }

  function targetAt(x, y) {
    const hit = document.elementFromPoint(x, y);
    const place = hit?.closest("[data-place]");
    const person = hit?.closest("[data-person]");
    return hit && (place || person) ? { place: place?.dataset.place, person: person?.dataset.person } : null;
  }

  function beside(box, x, y) {
    const wide = box.offsetWidth + 24;
    box.style.left = `${Math.max(8, Math.min(x + 16, innerWidth - wide))}px`;
    box.style.top = `${Math.min(y, innerHeight - box.offsetHeight - 8)}px`;
  }

  document.addEventListener("pointerdown", (event) => {
    const held = event.target.closest(".board-seat, .grip");
    // A finger on what the page scrolls by lifts nobody.
    if (event.pointerType === "touch" && held && getComputedStyle(held).touchAction !== "none") return;
    const source = held?.closest("[data-person]");
    if ("closed" in board.dataset) return;
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
    return stops().filter((each) => far(each) < Infinity).sort((a, b) => far(a) - far(b))[0];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && lifted) { pressed = null; putBack(`${lifted.name} is back where they were.`); return; }
    const seat = event.target.closest?.(".board-seat, .place-head");
    if (!seat || busy) return;
    if (event.key === " " && "closed" in board.dataset) { event.preventDefault(); say("This round has begun: its tables are held."); return; }
    if (event.key in TOWARDS) {
      event.preventDefault();
      const target = next(seat, TOWARDS[event.key]);
      if (!target) return;
      if (target.dataset.person) rove(target);
      target.focus();
      if (!lifted) return;
      say(over({ person: target.dataset.person, place: target.closest("[data-place]").dataset.place })
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
    const news = () => board.querySelector(moved ? ".edits li" : ".board-side [role=status]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const before = news();
    await fetchPage(location.href);
    if (news() !== before) say(news());
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
