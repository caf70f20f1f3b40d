// The copy button: shown only where copying works, so that nobody presses it in vain.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const words = button.textContent;
  const status = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
      status.textContent = "The link is copied.";
    } catch {
      field.select();
      status.textContent = "Press Ctrl and C to copy the link.";
    }
    setTimeout(() => { button.textContent = words; status.textContent = ""; }, 3000);
  });
}
