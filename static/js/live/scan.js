/* Scanning a badge or a phone with the camera, where the browser can read codes itself. Everybody
   else types, or uses a scanner that types. */
(() => {
  "use strict";

  const LOOK_EVERY = 200;
  const button = document.getElementById("desk-scan");
  const search = document.getElementById("desk-search");
  if (!button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const view = document.getElementById("desk-camera");
  const video = view.querySelector("video");
  const torch = view.querySelector("[data-torch]");
  let stream = null;
  let reader = null;
  let lit = false;

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    view.hidden = true;
    button.hidden = false;
    search.focus();
  }

  async function look() {
    if (!stream) return;
    try {
      const [code] = await reader.detect(video);
      if (code) {
        search.value = code.rawValue;
        stop();
        search.form.requestSubmit();
        return;
      }
    } catch { /* No picture yet: look again. */ }
    setTimeout(look, LOOK_EVERY);
  }

  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      view.querySelector("[data-refused]").hidden = false;
      view.hidden = false;
      return;
    }
    reader = reader ?? new BarcodeDetector({ formats: ["qr_code"] });
    video.srcObject = stream;
    await video.play();
    torch.hidden = !stream.getVideoTracks()[0].getCapabilities?.().torch;
    view.hidden = false;
    button.hidden = true;
    look();
  }

  button.hidden = false;
  button.addEventListener("click", start);
  view.querySelector("[data-stop]").addEventListener("click", stop);
  torch.addEventListener("click", () => {
    lit = !lit;
    stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: lit }] });
  });
})();
