// The button needs a script; without one, the page says how to print.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", async () => {
  await document.fonts.ready;
  window.print();
});
