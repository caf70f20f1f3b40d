/* Each answer of whom one would like to stay in touch with is kept as soon as it is chosen, and can be taken back. */
(() => {
  "use strict";

  const list = document.getElementById("met");
  const line = list.querySelector(".met-saved");
  const [words, undo] = line.children;
  const everybody = list.querySelector("[name=everybody]");
  const kept = new Map();
  let before = Promise.resolve();
  let last = null;

  const chosen = (row) => row.querySelector("input[type=radio]:checked")?.value ?? "nothing";

  function remember() {
    for (const row of list.querySelectorAll(".met")) kept.set(row, chosen(row));
    const left = [...kept.values()].filter((value) => value === "nothing").length;
    everybody.hidden = !left;
    everybody.querySelector("span").textContent = `(${left})`;
  }

  function choose(row, value) {
    for (const input of row.querySelectorAll("input[type=radio]")) input.checked = input.value === value;
  }

  /* What came of it: both said yes, or one waits for the other. */
  function show(page) {
    for (const row of list.querySelectorAll(".met")) {
      const fresh = page.getElementById(row.id);
      if (!fresh) continue;
      for (const old of row.querySelectorAll(".both, .waits")) old.remove();
      row.querySelector(".either").after(...fresh.querySelectorAll(".both, .waits"));
    }
  }

  async function save(row, value, back) {
    const said = new FormData(list);
    if (value) said.set(row.querySelector("input[type=radio]").name, value);
    const answer = await asking.page(list.action, { method: "POST", body: said }).catch(() => null);
    const done = answer?.ok && answer.page.getElementById("met");
    if (done) show(answer.page);
    else if (value) choose(row, back);
    last = done && value ? { row, back } : null;
    remember();
    words.textContent = done ? list.dataset.saved : list.dataset.failed;
    undo.hidden = !last;
    line.hidden = false;
  }

  function queue(row, value, back) {
    before = before.then(() => save(row, value, back));
  }

  list.addEventListener("change", ({ target }) => {
    const row = target.closest(".met");
    if (target.type === "radio") queue(row, target.value, kept.get(row));
    else queue(row, "", "");
  });

  undo.addEventListener("click", () => {
    if (!last) return;
    const { row, back } = last;
    const now = chosen(row);
    choose(row, back);
    queue(row, back, now);
    row.querySelector("input[type=radio]").focus();
  });

  // Nothing is left to save: what leads on are the questions.
  list.querySelector(".actions .primary").hidden = true;
  document.getElementById("questions")?.classList.add("primary");
  remember();
})();
