// The rounds against the networking slots, while either is being typed; saving works without.
window.budget = {
  // What the slots have for rounds of `each` minutes: no round is parted, so only the last counts whole.
  minutes(slots, each) {
    const parts = slots.map((slot, at) => (at < slots.length - 1 && each ? slot - (slot % each) : slot));
    return parts.reduce((sum, part) => sum + part, 0);
  },

  words: (count) => `${count} ${count === 1 ? "minute" : "minutes"}`,

  show(panel, slots, each, needed) {
    const slot = budget.minutes(slots, each);
    const spare = slot - needed;
    const verdict =
      spare === 0 ? "they fit exactly" : spare > 0 ? `${budget.words(spare)} to spare` : `${budget.words(-spare)} too long`;
    panel.querySelector("[data-needed]").textContent = budget.words(needed);
    panel.querySelector("[data-slot-words]").textContent = budget.words(slot);
    panel.querySelector("[data-verdict]").textContent = slots.length ? verdict : "no networking slot";
    panel.classList.toggle("over", !slots.length || spare < 0);
    const bar = panel.querySelector("progress");
    bar.max = slot || 1;
    bar.value = Math.min(needed, slot || 1);
  },
};
