/* What the desk without a network is made of: finding by letters, its buttons, and the form for a colleague. */
window.deskParts = (() => {
  "use strict";

  // As the server does it (domain/morning/finding.py); the words of the list are the server's own.
  const APART = { "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ð": "d", "ı": "i", "ß": "ss" };

  function typedWords(text) {
    const small = text.replace(/['’‘ʼ`´′]/g, "").toLowerCase().replace(/[łøđħðıß]/g, (letter) => APART[letter]);
    return small.normalize("NFKD").replace(/\p{M}/gu, "").split(/[\s\-‐‑–]+/).filter(Boolean);
  }

  function find(people, typed) {
    const parts = typedWords(typed);
    if (!parts.length) return [];
    return people.filter((person) => parts.every((start) => person.words.some((word) => word.startsWith(start))));
  }

  const plain = (text) => typedWords(text).join(" ");

  // Who on the list may be the one of that name: where both tell an organisation, it is the same.
  function alike(people, name, organisation) {
    const twin = people.find((person) => plain(person.name) === plain(name)
      && (!organisation.trim() || plain(person.organisation) === plain(organisation)));
    return twin && { told: twin.organisation ? `${twin.name} (${twin.organisation})` : twin.name };
  }

  function line(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  function button(text, kind, press) {
    const made = line("button", text);
    made.type = press ? "button" : "submit";
    made.className = kind;
    if (press) made.addEventListener("click", press);
    return made;
  }

  // Something that waits, with its undo.
  function waiting(name, press) {
    const row = document.createElement("div");
    row.className = "desk-row";
    row.append(line("p", `${name} waits to be sent`), button("Undo", "button small", press));
    return row;
  }

  // Somebody whom this desk has put down itself.
  function described(people, newcomer) {
    const replaced = people.find((each) => each.id === newcomer.joins.instead);
    return `${newcomer.name}, ${replaced ? `instead of ${replaced.name}` : "not on the list"},`;
  }

  function keeps(number, signedIn) {
    return `So that it works without a network, this tab keeps ${number} ${number === 1 ? "name" : "names"} with organisation, table and a mark by which a badge is known, no addresses, and the check-ins, new people and undos that wait. It keeps them unencrypted and forgets them when it is closed${signedIn ? ", when you are signed out" : ""} and in the night after the event.`;
  }

  // What the page was told stands back while something waits: `arrived`, with it, is the figure, and no list says
  // who is not here. With "" it stands again.
  function outdate(desk, arrived) {
    desk.toggleAttribute("data-outdated", Boolean(arrived));
    const figure = desk.querySelector("#desk-arrived .figure-large");
    if (!figure) return;
    figure.dataset.told ??= figure.textContent;
    figure.textContent = arrived || figure.dataset.told;
  }

  function field(name, value) {
    const made = document.createElement("input");
    Object.assign(made, { name, value, type: "hidden" });
    return made;
  }

  // Sent by nothing but the queue of this tab: see what a press without a network does.
  function colleague(person) {
    const fold = document.createElement("details");
    const summary = line("summary", "A colleague instead");
    summary.className = "button";
    const form = document.createElement("form");
    form.method = "post";
    form.dataset.offline = "yes";
    const name = Object.assign(document.createElement("input"), { name: "name", maxLength: 200, required: true, autocomplete: "off", id: `colleague-${person.id}` });
    const label = line("label", "The colleague’s name");
    label.htmlFor = name.id;
    const kept = document.createElement("div");
    kept.className = "field";
    kept.append(label, name);
    form.append(field("what", "comes instead"), field("who", person.id), kept, button("Let the colleague in", "button"));
    fold.append(summary, form);
    const more = document.createElement("div");
    more.className = "desk-guest-more";
    more.append(fold);
    return more;
  }

  // What is kept of somebody who is on no list; null for every other form of the desk.
  function joins(form) {
    const what = form.querySelector("[name=what]")?.value;
    if (what === "walk in") return { organisation: form.elements.organisation.value, sector: Number(form.elements.sector.value) };
    if (what === "comes instead") return { organisation: "", instead: Number(form.elements.who.value) };
    return null;
  }

  return { names: { find, alike }, line, button, waiting, described, outdate, keeps, colleague, joins };
})();
