// The numbers that belong to the chosen way of sitting, and the time budget while typing.
const form = document.querySelector(".format-fields").closest("form");
const number = (name) => Number.parseInt(form.elements[name]?.value, 10) || 0;
const touched = new Set();

function showNumbers() {
  const chosen = form.elements.format.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== chosen;
  for (const part of form.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== chosen;
}

function suggestRounds() {
  const usual = form.dataset.defaults && JSON.parse(form.dataset.defaults)[form.elements.format.value];
  if (usual && !touched.has("rounds")) form.elements.rounds.value = usual;
}

function showBudget() {
  const panel = document.querySelector("[data-budget]");
  if (!panel) return;
  const slots = panel.dataset.slots.split(" ").filter(Boolean).map(Number);
  const each = number("talk_minutes") + number("move_minutes");
  budget.show(panel, slots, each, number("rounds") * each);
}

form.addEventListener("input", (event) => {
  touched.add(event.target.name);
  if (event.target.name === "format") suggestRounds();
  showNumbers();
  showBudget();
});
showNumbers();
showBudget();
