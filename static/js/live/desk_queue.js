/* What a desk did without a network, check-ins, newcomers and undos: kept by the tab, in their order, until it
   is sent. A newcomer is on no list, so has no number: their undo names the key of what was kept of them. */
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

  const latest = (who) => who && mine().filter((each) => each.who === who).pop();
  // Who was on no list and is not taken back.
  const newcomers = () => mine().filter((each) => each.joins && !mine().some((other) => other.of === each.key));

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

  // Somebody whom this desk has put down itself; `joins`: organisation, sector, and instead of whom they came.
  function join(name, joins) {
    keep([...mine(), { key: key(), who: 0, name, at: Date.now(), page, joins: { ...joins, name } }]);
  }

  function unjoin(newcomer) {
    if (newcomer.tried) add({ id: 0, name: newcomer.name }, { of: newcomer.key });
    else keep(mine().filter((each) => each.key !== newcomer.key));
  }

  function toSend() {
    keep(mine().map((each) => ({ ...each, tried: true })));
    return mine().map(({ key, who, at, noted, of, joins }) => ({ key, who, noted, of, joins, ago: Math.max(0, (Date.now() - at) / 1000) }));
  }

  function sent(told) {
    keep(mine().filter((each) => !(each.key in told)));
  }

  function counted(number, one, many) {
    return number ? [`${number} ${number === 1 ? one : many}`] : [];
  }

  // Such as "2 check-ins, 1 new person and 1 undo".
  function counts() {
    const undos = mine().filter(isUndo).length;
    const joined = mine().filter((each) => each.joins).length;
    const parts = [
      ...counted(mine().length - undos - joined, "check-in", "check-ins"),
      ...counted(joined, "new person", "new people"),
      ...counted(undos, "undo", "undos"),
    ];
    return [parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(" and ");
  }

  // Such as "1 check-in and 1 undo wait on this page (Ann Lee, undo for Cat Stone)".
  function words() {
    const list = mine();
    const names = list.map((each) => (isUndo(each) ? `undo for ${each.name}` : each.name)).join(", ");
    return `${counts()} ${list.length === 1 ? "waits" : "wait"} on this page (${names})`;
  }

  return { all: mine, elsewhere, isUndo, last, checkIn, undo, newcomers, join, unjoin, toSend, sent, counts, words, forget: () => keep([]) };
};
