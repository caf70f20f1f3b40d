/* What a desk did without a network, check-ins and undos: kept by the tab, in their order, until it is sent. */
window.deskQueue = (page) => {
  "use strict";

  const WAITING = "desk check-ins that wait";

  const everything = () => JSON.parse(sessionStorage.getItem(WAITING) ?? "[]");
  const isMine = (each) => (each.page ?? page) === page;
  const isUndo = (each) => Boolean(each.noted || each.of);
  const mine = () => everything().filter(isMine);
  const elsewhere = () => everything().filter((each) => !isMine(each));

  function keep(list) {
    const all = [...elsewhere(), ...list];
    if (all.length) sessionStorage.setItem(WAITING, JSON.stringify(all));
    else sessionStorage.removeItem(WAITING);
  }

  function key() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
  }

  const latest = (who) => mine().filter((each) => each.who === who).pop();

  // What was done last with somebody: "check in", "undo", or nothing.
  function last(who) {
    const found = latest(who);
    return found && (isUndo(found) ? "undo" : "check in");
  }

  function add(person, more = {}) {
    keep([...mine(), { key: key(), who: person.id, name: person.name, at: Date.now(), page, ...more }]);
  }

  function checkIn(person) {
    if (last(person.id) !== "check in") add(person);
  }

  // A check-in that waits still is taken out. One that may have got through is undone by its key, and what
  // the server knows by what its page showed: `noted`.
  function undo(person, noted) {
    if (last(person.id) === "undo") return;
    const waits = latest(person.id);
    if (!waits && noted) add(person, { noted });
    else if (!waits) return;
    else if (waits.tried) add(person, { of: waits.key });
    else keep(mine().filter((each) => each.key !== waits.key));
  }

  function toSend() {
    keep(mine().map((each) => ({ ...each, tried: true })));
    return mine().map(({ key, who, at, noted, of }) => ({ key, who, noted, of, ago: Math.max(0, (Date.now() - at) / 1000) }));
  }

  function sent(told) {
    keep(mine().filter((each) => !(each.key in told)));
  }

  function counted(number, one, many) {
    return number ? [`${number} ${number === 1 ? one : many}`] : [];
  }

  // Such as "2 check-ins and 1 undo".
  function counts() {
    const undos = mine().filter(isUndo).length;
    const others = mine().length - undos;
    return [...counted(others, "check-in", "check-ins"), ...counted(undos, "undo", "undos")].join(" and ");
  }

  // Such as "1 check-in and 1 undo wait on this page (Ann Lee, undo for Cat Stone)".
  function words() {
    const list = mine();
    const names = list.map((each) => (isUndo(each) ? `undo for ${each.name}` : each.name)).join(", ");
    return `${counts()} ${list.length === 1 ? "waits" : "wait"} on this page (${names})`;
  }

  return { all: mine, elsewhere, isUndo, last, checkIn, undo, toSend, sent, counts, words, forget: () => keep([]) };
};
