/* The desk without a network: keeps a list in this tab, in which people are found (desk_found.js), lets check-ins and
   undos wait, and sends them once, in their order, when the network is back (desk_queue.js). Closing the tab forgets all of it, loading
   the page again does not: a volunteer's desk and the Day page then come up bare (kept_desk.js), and this is
   all they have. The night after the event it is forgotten, and so it is when one is signed out. */
(() => {
  "use strict";

  const LIST = `desk list of ${location.pathname}`;
  const TIME = `desk time of ${location.pathname}`;
  const LIST_EVERY = 20_000;
  const SEND_EVERY = 3_000;
  const MOST_SAID = 3;
  const desk = document.getElementById("desk");
  const search = document.getElementById("desk-search");
  const box = document.getElementById("desk-offline");
  const bare = desk.dataset.bare !== undefined;
  const { keeper } = desk.dataset;
  const scope = search.form.getAttribute("action");
  const signedIn = scope.startsWith("/organise/");
  const until = Number(desk.dataset.until);
  const queue = window.deskQueue(scope);
  let people = JSON.parse(sessionStorage.getItem(LIST) ?? "[]");
  let down = bare || !navigator.onLine;
  let keeps = Date.now() < until;
  let sending = false;
  let over = false;

  const { names, line, waiting } = window.deskParts;
  const found = window.deskFound({ queue, people: () => people, checkIn, undo });
  const part = (name) => desk.querySelector(`[data-offline="${name}"]`);

  const again = keeper ? "Loaded again without a network it goes on with them." : "Loaded again it needs the network, and has them still.";

  function asOf() {
    return times.clock(Number(sessionStorage.getItem(TIME)), desk.dataset.zone);
  }

  // How many had arrived when this tab last heard of it, with what waits here; and a row for each of those.
  function tellArrived() {
    const waits = new Map(queue.all().filter((each) => each.who).map((each) => [each.who, each]));
    const joined = queue.newcomers();
    const instead = new Set(joined.map((each) => each.joins.instead).filter(Boolean));
    const isHere = (person) => (waits.has(person.id) ? !queue.isUndo(waits.get(person.id)) : person.here);
    const expected = people.filter((person) => person.expected && !instead.has(person.id));
    const number = waits.size + joined.length;
    const arrived = `${expected.filter(isHere).length + joined.length} of ${expected.length + joined.length}`;
    part("arrived").hidden = !expected.length || !(down || number);
    part("arrived").textContent = `As of ${asOf()}${number ? ", with what waits here" : ""}: ${arrived} had arrived.`;
    window.deskParts.outdate(desk, expected.length && number ? arrived : "");
    part("waiting").replaceChildren(
      ...[...waits.values()].filter((each) => !queue.isUndo(each)).map((each) => waiting(each.name, () => undo({ id: each.who, name: each.name }))),
      ...joined.map((each) => waiting(window.deskParts.described(people, each), () => takeBack(each))),
    );
  }

  function takeBack(newcomer) {
    queue.unjoin(newcomer);
    done(`${newcomer.name} is taken back.${newcomer.tried ? " That waits to be sent." : ""}`);
  }

  function tell() {
    const waits = queue.all().length;
    const others = queue.elsewhere().map((each) => each.name).join(", ");
    tellArrived();
    part("state").hidden = !down && !waits && !others && !over;
    part("state").textContent = over
      ? `${signedIn ? "This desk is closed: you are signed out." : "This link has ended."}${waits ? ` ${queue.words()}: write them down.` : ""}`
      : waits
      ? `${down ? "No network" : "Sending"}: ${queue.words()}. They are sent in their order when the network is back.`
      : others
        ? `What was done at another desk in this tab waits there to be sent (${others}): go back to that page.`
        : !keeps || (bare && !people.length)
          ? "No network, and this tab keeps no list. Write down who comes, and check them in when it is back."
          : "No network: go on. Check-ins, people who are not on the list, and their undo wait on this page and are sent when it is back.";
    part("kept").textContent = keeps
      ? `${window.deskParts.keeps(people.length, signedIn)} ${again}`
      : "This tab keeps nothing. Load the page again to go on without a network.";
    part("forget").hidden = !keeps;
  }

  // Signed out, or after the night: names go, and check-ins that wait stay until they are sent.
  function forgetList() {
    keeps = false;
    people = [];
    for (const kept of [LIST, TIME]) sessionStorage.removeItem(kept);
    forgetPage().catch(() => undefined);
    tell();
  }

  // Of a link that has ended nobody's name and no code stays, but of what could not be sent.
  function leaveNothing() {
    const main = desk.closest("main");
    desk.querySelector("#desk-camera [data-stop]")?.click();
    for (const name of ["waiting", "keeping"]) part(name).hidden = true;
    desk.replaceChildren(box, part("keeping"));
    main.replaceChildren(main.querySelector("h1"), desk);
  }

  async function fetchList() {
    if (Date.now() >= until) forgetList();
    if (!keeps) return;
    try {
      const answer = await fetch(`${desk.dataset.deskPart}?list=1`, { cache: "no-store", signal: AbortSignal.timeout(8_000) });
      if (!answer.ok || answer.redirected) return;
      people = (await answer.json()).people;
      sessionStorage.setItem(LIST, JSON.stringify(people));
      sessionStorage.setItem(TIME, String(Date.now()));
      down = false;
    } catch {
      down = true;
    }
    tell();
  }

  async function isUp() {
    try {
      const answer = await fetch(desk.dataset.deskState, { cache: "no-store", signal: AbortSignal.timeout(2_500) });
      down = answer.status >= 500;
    } catch {
      down = true;
    }
    tell();
    return !down;
  }

  async function send() {
    const list = queue.all();
    if (bare || !list.length || sending || !navigator.onLine) return;
    sending = true;
    try {
      const answer = await fetch(desk.dataset.deskAct, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": desk.querySelector("[name=csrf_token]").value },
        body: JSON.stringify({ sent: queue.toSend() }),
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (!answer.ok || answer.redirected) {
        part("told").textContent = `These could not be sent: ${list.map((each) => each.name).join(", ")}. Write them down, then load the page again.`;
        return;
      }
      const { told } = await answer.json();
      down = false;
      queue.sent(told);
      tell();
      // Of many nobody reads that all went well: what else is to be told stands alone.
      const well = list.filter((each) => told[each.key] === `${each.name} is here.`);
      const said = well.length > MOST_SAID ? list.filter((each) => !well.includes(each)) : list;
      const first = said.length < list.length ? `${well.length} are here. ` : "";
      part("told").textContent = `Sent: ${first}${said.map((each) => told[each.key]).filter(Boolean).join(" ")}`;
      document.dispatchEvent(new CustomEvent("desk:changed"));
      fetchList();
    } catch {
      down = true;
      tell();
    } finally {
      sending = false;
    }
  }

  function done(said) {
    tell();
    part("told").textContent = said;
    search.value = "";
    document.getElementById("desk-found").replaceChildren();
    search.focus();
  }

  function checkIn(person) {
    queue.checkIn(person);
    done(`${person.name} is here. ${found.seat(person)}`);
  }

  function undo(person, noted) {
    queue.undo(person, noted);
    const waits = queue.last(person.id) === "undo";
    done(`Taken back for ${person.name}.${waits ? " That waits to be sent." : ""}`);
  }

  // Whoever has the name of somebody on the list is asked about once, as with a network.
  function join(form, joins) {
    const name = form.elements.name.value.trim();
    const twin = !joins.instead && names.alike(people, name, joins.organisation);
    if (!name) return;
    if (twin && form.dataset.asked !== name) {
      form.dataset.asked = name;
      part("told").textContent = `${twin.told} is on the list. Check them in; or, if this is somebody else, press the same button again.`;
      box.scrollIntoView({ block: "nearest" });
      return;
    }
    queue.join(name, joins);
    form.reset();
    delete form.dataset.asked;
    form.closest("details").open = false;
    const replaced = people.find((each) => each.id === joins.instead);
    const where = replaced?.table ? found.seat(replaced) : "No table yet: ask them to wait near the screen.";
    done(`${name} is here, and is put on the list when the network is back. ${where}`);
    send();
  }

  async function show() {
    if (!down || !keeps) return;
    const list = document.getElementById("desk-found");
    // A form that somebody has opened in it stays as it is, with what they typed.
    if (list.querySelector("details[open]") && (list.dataset.for ?? search.value) === search.value) return;
    list.dataset.for = search.value;
    await found.show(list, search);
  }

  // Whatever is pressed while the network may be away: check-ins and undos wait, all else says so.
  desk.closest("main").addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method === "get" || form.dataset.sure) return;
    event.preventDefault();
    if (!bare && !form.dataset.offline && await isUp()) {
      form.dataset.sure = "yes";
      form.requestSubmit(event.submitter);
      return;
    }
    const who = Number(form.querySelector("[name=who]")?.value);
    const person = people.find((each) => each.id === who);
    const what = person && keeps && form.querySelector("[name=what]")?.value;
    const joins = keeps && window.deskParts.joins(form);
    if (joins) join(form, joins);
    else if (what === "check in") checkIn(person);
    else if (what === "take back") {
      undo(person, form.querySelector("[name=noted]").value);
      form.replaceWith(line("span", "Taken back"));
    } else {
      part("told").textContent = "That needs the network: nothing was done, and it is not kept. Do it again when the network is back.";
      box.scrollIntoView({ block: "nearest" });
    }
  });

  part("forget").addEventListener("click", () => {
    const number = queue.all().length;
    if (number && part("forget").dataset.asked !== "yes") {
      part("forget").dataset.asked = "yes";
      part("forget").textContent = `Forget ${queue.counts()} that ${number === 1 ? "was" : "were"} not sent?`;
      return;
    }
    queue.forget();
    forgetList();
    part("told").textContent = "";
  });

  async function keepPage() {
    if (!keeper || !("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(keeper, { scope });
    (await navigator.serviceWorker.ready).active.postMessage("keep");
  }

  async function forgetPage() {
    const found = keeper && (await navigator.serviceWorker?.getRegistration(scope));
    if (!found) return;
    found.active?.postMessage("forget");
    await found.unregister();
  }

  // The bare desk finds by itself, and gives way to the whole one as soon as that can be had.
  function standIn() {
    search.addEventListener("input", show);
    search.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await show();
      const cards = document.querySelectorAll("#desk-found .desk-guest");
      if (cards.length === 1) cards[0].querySelector("button.primary")?.click();
    });
    search.focus({ preventScroll: true });
    setInterval(async () => { if (await isUp()) location.replace(search.form.action); }, SEND_EVERY);
  }

  document.addEventListener("desk:down", () => { down = true; tell(); show(); });
  document.addEventListener("desk:up", () => { if (down) { down = false; tell(); } send(); });
  document.addEventListener("desk:shown", tellArrived);
  document.addEventListener("desk:over", () => { over = true; forgetList(); if (!signedIn) leaveNothing(); });
  addEventListener("offline", () => { down = true; tell(); });
  addEventListener("online", send);
  box.hidden = false;
  part("keeping").hidden = false;
  if (!keeps) forgetList();
  tell();
  if (bare) return standIn();
  if (keeps) keepPage().catch(() => undefined);
  fetchList();
  setInterval(fetchList, LIST_EVERY);
  setInterval(send, SEND_EVERY);
})();
