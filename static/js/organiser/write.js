// What is in braces becomes a button that puts it where the caret is, in the subject or in the text.
(() => {
  "use strict";

  const fields = document.querySelectorAll(".person-form :is([name=subject], [name=text])");
  let last = fields[fields.length - 1];
  for (const field of fields) field.addEventListener("focus", () => { last = field; });

  for (const code of document.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = code.textContent;
    button.setAttribute("aria-label", `Insert ${code.textContent}`);
    button.addEventListener("click", () => {
      last.setRangeText(code.textContent, last.selectionStart, last.selectionEnd, "end");
      last.focus();
    });
    code.replaceWith(button);
  }
})();
