// Clock times and the time budget while the agenda is being typed; saving works without.
const form = document.querySelector("form[data-starts]");
const budget = document.querySelector("[data-budget]");
const [hours, minutes] = form.dataset.starts.split(":").map(Number);
const words = (count) => `${count} ${count === 1 ? "minute" : "minutes"}`;

function clock(elapsed) {
  const total = hours * 60 + minutes + elapsed;
  const two = (value) => String(value).padStart(2, "0");
  return `${two(Math.floor(total / 60) % 24)}:${two(total % 60)}`;
}

function refresh() {
  let elapsed = 0;
  let slot = 0;
  for (const row of form.querySelectorAll("[data-row]")) {
    const value = (name) => row.querySelector(`[name$="-${name}"]`).value.trim();
    const time = row.querySelector("[data-time]");
    const used = Boolean(value("id") || value("title"));
    time.textContent = used ? clock(elapsed) : "+";
    if (!used) continue;
    const length = Number.parseInt(value("minutes"), 10) || 0;
    const networking = value("kind") === "networking";
    row.classList.toggle("networking", networking);
    if (networking && !slot) slot = length;
    elapsed += length;
  }
  const needed = Number(budget.dataset.neededNow);
  const spare = slot - needed;
  const verdict = spare === 0 ? "an exact fit" : spare > 0 ? `${words(spare)} to spare` : `${words(-spare)} too long`;
  budget.querySelector("[data-slot-words]").textContent = words(slot);
  budget.querySelector("[data-verdict]").textContent = slot ? verdict : "no networking slot";
  budget.classList.toggle("over", !slot || spare < 0);
  const bar = budget.querySelector("progress");
  bar.max = slot || 1;
  bar.value = Math.min(needed, slot || 1);
}

form.addEventListener("input", refresh);
refresh();
