// Clock times and the time budget while the agenda is being typed; saving works without.
const form = document.querySelector("form[data-starts]");
const panel = document.querySelector("[data-budget]");
const [hours, minutes] = form.dataset.starts.split(":").map(Number);

function clock(elapsed) {
  const total = hours * 60 + minutes + elapsed;
  const two = (value) => String(value).padStart(2, "0");
  return `${two(Math.floor(total / 60) % 24)}:${two(total % 60)}`;
}

function refresh() {
  let elapsed = 0;
  const slots = [];
  for (const row of form.querySelectorAll("[data-row]")) {
    const value = (name) => row.querySelector(`[name$="-${name}"]`).value.trim();
    const time = row.querySelector("[data-time]");
    const used = Boolean(value("id") || value("title"));
    time.textContent = used ? clock(elapsed) : "+";
    if (!used) continue;
    const length = Number.parseInt(value("minutes"), 10) || 0;
    const networking = value("kind") === "networking";
    row.classList.toggle("networking", networking);
    if (networking) slots.push(length);
    elapsed += length;
  }
  budget.show(panel, slots, Number(panel.dataset.each), Number(panel.dataset.neededNow));
}

form.addEventListener("input", refresh);
refresh();
