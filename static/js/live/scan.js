/* Scanning a badge or a phone with the camera: by the browser itself where it reads codes, else by a
   reader that is fetched for it. Or one types, or uses a scanner that types. */
(() => {
  "use strict";

  const LOOK_EVERY = 200;
  const WIDE = 800;
  const CAMERA = { facingMode: "environment", width: { ideal: 1280 } };
  const button = document.getElementById("desk-scan");
  const search = document.getElementById("desk-search");
  if (!button) return;
  const view = document.getElementById("desk-camera");
  const video = view.querySelector("video");
  const picture = video.parentElement;
  const torch = view.querySelector("[data-torch]");
  let stream = null;
  let read = null;
  let lit = false;

  /* Why there is no picture, in words; nothing for "". */
  function say(why) {
    const notes = [...view.querySelectorAll("[data-no]")];
    const note = notes.find((each) => each.dataset.no.split(" ").includes(why)) ?? notes.at(-1);
    for (const each of notes) each.hidden = !why || each !== note;
  }

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    view.hidden = true;
    button.hidden = false;
    search.focus();
  }

  async function itself() {
    const formats = await BarcodeDetector.getSupportedFormats?.();
    if (formats && !formats.includes("qr_code")) throw new Error("It reads no such codes.");
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue;
  }

  async function fetched() {
    await new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.getElementById("scan-reader").href;
      script.onload = done;
      script.onerror = () => { script.remove(); failed(Object.assign(new Error("not there"), { name: "Reader" })); };
      document.head.append(script);
    });
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const scale = Math.min(1, WIDE / video.videoWidth);
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
    };
  }

  async function look() {
    if (!stream) return;
    let code = null;
    try { code = await read(); } catch { /* No picture yet: look again. */ }
    if (!stream) return;
    if (!code) {
      setTimeout(look, LOOK_EVERY);
      return;
    }
    search.value = code;
    stop();
    search.form.requestSubmit();
  }

  async function start() {
    if (stream) return;
    say("");
    try {
      if (!navigator.mediaDevices) throw Object.assign(new Error("no way to ask"), { name: "Insecure" });
      stream = await navigator.mediaDevices.getUserMedia({ video: CAMERA });
      read = read ?? await ("BarcodeDetector" in window ? itself().catch(fetched) : fetched());
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      stop();
      say(error.name);
      picture.hidden = true;
      view.hidden = false;
      view.scrollIntoView({ block: "nearest" });
      return;
    }
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", stop);
    lit = false;
    torch.setAttribute("aria-pressed", "false");
    torch.hidden = !track.getCapabilities?.().torch;
    picture.hidden = false;
    view.hidden = false;
    button.hidden = true;
    view.scrollIntoView({ block: "nearest" });
    look();
  }

  button.hidden = false;
  button.addEventListener("click", start);
  view.querySelector("[data-stop]").addEventListener("click", stop);
  torch.addEventListener("click", async () => {
    await stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: !lit }] });
    lit = !lit;
    torch.setAttribute("aria-pressed", String(lit));
  });
})();
