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
  const output = document.querySelector("[data-budget]");
  if (!output) return;
  const needed = number("rounds") * (number("talk_minutes") + number("move_minutes"));
  const slot = Number.parseInt(output.dataset.slot, 10) || 0;
  const minutes = (count) => `${count} ${count === 1 ? "minute" : "minutes"}`;
  const spare = slot - needed;
  const verdict = spare === 0 ? "an exact fit" : spare > 0 ? `${minutes(spare)} to spare` : `${minutes(-spare)} too long`;
  output.querySelector("[data-needed]").textContent = minutes(needed);
  output.querySelector("[data-verdict]").textContent = slot ? verdict : "no networking slot";
  output.classList.toggle("over", !slot || spare < 0);
  output.querySelector("progress").value = Math.min(needed, slot || 1);
}

form.addEventListener("input", (event) => {
  touched.add(event.target.name);
  if (event.target.name === "format") suggestRounds();
  showNumbers();
  showBudget();
});
showNumbers();
showBudget();
