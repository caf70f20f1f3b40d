// Says that the search runs, takes no second press, and goes to the rounds once they are there.
"use strict";

const form = document.querySelector("form.trial-form");
const status = form.querySelector(".working");
const button = form.querySelector("button[type=submit]");

form.addEventListener("submit", (event) => {
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  status.textContent = form.dataset.working;
  status.hidden = false;
  button.setAttribute("aria-disabled", "true");
});

for (const step of form.querySelectorAll("[data-step]")) {
  step.hidden = false;
  step.addEventListener("click", () => {
    const number = step.parentElement.querySelector("input");
    if (step.dataset.step === "1") number.stepUp();
    else number.stepDown();
  });
}

// Back in the browser shows the page as it was left.
window.addEventListener("pageshow", () => {
  delete form.dataset.sent;
  status.hidden = true;
  button.removeAttribute("aria-disabled");
});

// One round at a time; without this script they stand below one another.
const result = document.getElementById("result");
const links = [...result.querySelectorAll(".rail a")];

function show(hash) {
  const wanted = links.find((link) => link.hash === hash) ?? links[0];
  for (const link of links) {
    const shown = link === wanted;
    if (shown) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    document.getElementById(link.hash.slice(1)).classList.toggle("shown", shown);
  }
}

// The table under the pointer shows its links, in place of the one that did.
function spots(svg) {
  return [...svg.querySelectorAll(":scope > g")].map((seat) => ({
    at: seat.getAttribute("transform").match(/[\d.]+/g).join(" "),
    sector: seat.classList[0],
  }));
}

function showLinks(table, round) {
  const drawing = table.querySelector("svg");
  const line = round.querySelector(".links");
  if (drawing.contains(line)) return;
  const seats = spots(drawing);
  const every = seats.every((seat) => seat.sector === "sector-0");
  const lines = seats.flatMap((one, index) =>
    seats.slice(index + 1).filter((other) => every || other.sector !== one.sector).map((other) => `M${one.at}L${other.at}`));
  const number = drawing.querySelector(".number");
  line.setAttribute("d", lines.join(""));
  number.before(line);
  const told = round.querySelector(".trial-links");
  told.textContent = `Table ${number.textContent} shows its links: ${lines.length} ${lines.length === 1 ? "pair" : "pairs"} of people${told.dataset.of}.`;
}

for (const round of result.querySelectorAll(".trial-round")) {
  round.addEventListener("pointerover", (event) => {
    const table = event.target.closest(".trial-table");
    if (table) showLinks(table, round);
  });
}

if (links.length) {
  result.classList.add("one-at-a-time");
  show(location.hash);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.hash);
    });
  }
  const list = form.querySelector(".trial-list");
  if (result.classList.contains("is-sample")) {
    // What is pasted takes the place of the invented people.
    list.addEventListener("focus", () => list.select(), { once: true });
  } else {
    const title = document.getElementById("result-title");
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "nearest" });
  }
}
