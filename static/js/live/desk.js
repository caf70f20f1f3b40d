/* The desk: finds people while one types, and follows what other desks do. */
(() => {
  "use strict";

  const PARTS = [
    "desk-arrived", "desk-calls", "desk-card", "desk-found", "desk-latest", "desk-missing",
    "tables-matter", "new-tables",
  ];
  const desk = document.getElementById("desk");
  const search = document.getElementById("desk-search");
  const SAID_FOR = 10_000;
  const opened = Date.now();
  let typing = 0;
  let key = desk.dataset.key;

  // The desk as it is now, or with `only` the part with whoever is found: null if more was typed meanwhile.
  async function ask(only) {
    const typed = search.value;
    const card = only ? "" : `&card=${new URL(location).searchParams.get("card") ?? ""}`;
    const { page, ok } = await asking.page(`${desk.dataset.deskPart}?find=${encodeURIComponent(typed)}${card}${only}`);
    if (!ok) throw new Error("The list of the desk is not there.");
    return search.value === typed ? page : null;
  }

  function replace(page, id) {
    const old = document.getElementById(id);
    if (!old) return;
    // Nothing is taken away under somebody's fingers.
    if (old.contains(document.activeElement) && (id !== "desk-found" || old.querySelector("details[open]"))) return;
    const fresh = page.getElementById(id);
    // While tables are worked out their part follows by itself.
    if (old.hasAttribute("hx-get") || fresh.hasAttribute("hx-get")) return;
    // What is read aloud stays in the page, and is said again only if it says something else.
    if (id !== "desk-calls") old.replaceWith(fresh);
    else if (old.textContent !== fresh.textContent) old.replaceChildren(...fresh.childNodes);
  }

  async function show() {
    const page = await ask("");
    if (!page) return;
    key = page.getElementById("desk").dataset.key;
    for (const id of PARTS) replace(page, id);
    document.dispatchEvent(new CustomEvent("desk:shown"));
  }

  async function find() {
    const page = await ask("&found=1");
    if (page) replace(page, "desk-found");
  }

  // Without a network the list that this tab keeps is looked through, see desk_offline.js.
  const down = () => document.dispatchEvent(new CustomEvent("desk:down"));

  // The card of who came last gives way to the next person.
  function putCardAway() {
    document.getElementById("desk-card").replaceChildren();
    const here = new URL(location);
    here.searchParams.delete("card");
    history.replaceState(null, "", here);
  }

  // What came of a press is said until the next person, and not beside what is so by then.
  function unsay() {
    for (const said of document.querySelectorAll("main > .notice[role=status]:not(.undo)")) said.remove();
  }

  desk.addEventListener("click", (event) => {
    if (!event.target.closest("#desk-card [data-close]")) return;
    event.preventDefault();
    unsay();
    putCardAway();
    search.focus();
  });

  search.addEventListener("input", () => {
    unsay();
    putCardAway();
    clearTimeout(typing);
    typing = setTimeout(() => find().catch(down), 120);
  });
  document.addEventListener("desk:changed", () => show().catch(down));

  // Enter, which a scanner sends too, checks in whoever is the only one found.
  search.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(typing);
    unsay();
    try { await find(); } catch (error) {
      if (error instanceof TypeError) down();
      else search.form.submit();
      return;
    }
    const cards = document.querySelectorAll("#desk-found .desk-guest");
    const only = cards.length === 1 && cards[0].querySelector('form [name="what"][value="check in"]');
    if (only) only.form.requestSubmit();
  });

  async function follow() {
    let every = 3_000;
    try {
      if (!document.hidden) {
        const told = await asking.state(desk.dataset.deskState);
        every = told.every;
        if (told.key !== key) {
          await show();
          if (Date.now() - opened > SAID_FOR) unsay();
        }
        document.dispatchEvent(new CustomEvent("desk:up"));
      }
    } catch (error) {
      if (error.status === 404 || error.status === 401) {
        document.dispatchEvent(new CustomEvent("desk:over"));
        return null;
      }
      down();
    }
    return every;
  }

  search.focus({ preventScroll: true });
  asking.follow(follow, 1_500);
})();
