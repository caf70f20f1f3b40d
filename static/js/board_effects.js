/* How a board shows what a move would do: on the places, on the chip under the pointer, in words. */
window.boardEffects = (() => {
  "use strict";

  const DRAWING = "http://www.w3.org/2000/svg";

  const kind = (option) => option.breaks ? "breaks" : option.links < 0 ? "less" : "same";
  const short = (option) => option.breaks ? "breaks a rule" : option.words.replace(/ (link|pair)s?$/, "");

  function made(name, words, className) {
    const element = document.createElement(name);
    element.textContent = words;
    element.className = className;
    return element;
  }

  const effect = (option) => option ? made("span", short(option), `effect ${kind(option)}`) : made("span", "", "");
  const line = (words, className = "") => made("p", words, className);

  function drawn(name, fields, words = "") {
    const element = document.createElementNS(DRAWING, name);
    for (const [field, value] of Object.entries(fields)) element.setAttribute(field, value);
    element.textContent = words;
    return element;
  }

  /* On a place: a table of the drawing, or a card of the page. */
  function pill(place, className, words) {
    if (!(place instanceof SVGElement)) { place.append(made("span", words, `pill effect ${className}`)); return; }
    const width = 20 + 8.5 * words.length;
    const group = drawn("g", { class: `pill ${className}` });
    group.append(
      drawn("rect", { x: 80 - width / 2, y: 152, width, height: 24, rx: 12 }),
      drawn("text", { x: 80, y: 169 }, words),
    );
    place.append(group);
  }

  return { effect, kind, line, pill, short };
})();
