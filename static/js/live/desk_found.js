/* Whom a desk without a network finds in the list that its tab keeps: by letters, by the number of a badge or by its
   code, each on a card with what can be done. Of a code the list has a mark alone, from which no link can be made. */
window.deskFound = (desk) => {
  "use strict";

  const { queue, people, checkIn, undo } = desk;
  const MOST = 8;
  const CODE = /\/me\/([\w-]+)/;
  const { names, line, button, colleague } = window.deskParts;

  function seat(person) {
    if (!person.table) return "No table yet.";
    return person.partners.length ? `Table ${person.table}, with ${person.partners.join(", ")}.` : `Table ${person.table}.`;
  }

  // As the server makes the mark of a link (services/morning/desk/finding.py).
  async function markOf(code) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code)));
    return Array.from(bytes.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const isCode = (typed) => CODE.test(typed);

  async function find(typed) {
    const code = typed.match(CODE)?.[1];
    if (code) {
      if (!window.crypto?.subtle) return [];
      const mark = await markOf(code);
      return people().filter((person) => person.mark === mark);
    }
    const numbered = /^\d+$/.test(typed.trim()) && people().find((person) => person.id === Number(typed));
    return numbered ? [numbered] : names.find(people(), typed).slice(0, MOST);
  }

  function card(person) {
    const found = document.createElement("article");
    found.className = "card desk-guest";
    found.append(line("h3", person.name), line("p", [person.sector, person.organisation].filter(Boolean).join(" · ")), line("p", seat(person)));
    const waits = queue.last(person.id);
    if (person.says) found.append(line("p", person.says));
    else if (waits === "check in" || (person.here && !waits)) {
      found.append(line("p", waits ? "Here; waits to be sent." : "Is here already."));
      if (waits || person.noted) found.append(button("Undo", "button", () => undo(person, person.noted)));
    } else {
      if (waits) found.append(line("p", "Taken back; waits to be sent."));
      const replaced = queue.newcomers().find((each) => each.joins.instead === person.id);
      if (replaced) found.append(line("p", `${replaced.name} comes instead; waits to be sent.`));
      found.append(button(`Check in ${person.name.split(" ")[0]}`, "button primary", () => checkIn(person)));
      if (!replaced && !waits) found.append(colleague(person));
    }
    return found;
  }

  function nobody(typed) {
    if (!isCode(typed)) return "Nobody in the list of this tab is called that.";
    return window.crypto?.subtle
      ? "This code belongs to nobody in the list of this tab. Type the first letters of the name."
      : "A code is read without its name: that needs the network. Type the first letters.";
  }

  // Puts whoever is found into `list`, unless something else is typed by then. A code is of one person, who is let in.
  async function show(list, search) {
    const typed = search.value;
    const found = await find(typed);
    if (search.value !== typed) return;
    list.replaceChildren(...found.map(card));
    if (typed.trim() && !found.length) list.append(line("p", nobody(typed)));
    if (isCode(typed)) list.querySelector("button.primary")?.click();
  }

  return { seat, show };
};
