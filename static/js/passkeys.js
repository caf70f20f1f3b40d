/* Passkeys: a button asks the browser for one, or to make one, and the form is sent with its answer. */
(() => {
  "use strict";

  const SENTENCES = {
    InvalidStateError: "This passkey is here already.",
    NotAllowedError: "No passkey has answered. Try again, or use a code.",
  };

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

  const text = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const named = (passkeys = []) => passkeys.map((one) => ({ ...one, id: bytes(one.id) }));

  function make(question) {
    const user = { ...question.user, id: bytes(question.user.id) };
    const excludeCredentials = named(question.excludeCredentials);
    const publicKey = { ...question, challenge: bytes(question.challenge), user, excludeCredentials };
    return navigator.credentials.create({ publicKey });
  }

  function ask(question) {
    const allowCredentials = named(question.allowCredentials);
    return navigator.credentials.get({ publicKey: { ...question, challenge: bytes(question.challenge), allowCredentials } });
  }

  /* What the server reads of the browser's answer: each part that it has. */
  function answer(passkey) {
    const response = { transports: passkey.response.getTransports?.() ?? [] };
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (passkey.response[part]) response[part] = text(passkey.response[part]);
    }
    return JSON.stringify({ id: passkey.id, rawId: text(passkey.rawId), type: passkey.type, response });
  }

  for (const place of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) break;
    const button = place.querySelector("button");
    const told = place.querySelector("[role=alert]");
    const form = place.closest("form");
    const question = JSON.parse(place.dataset.passkey);
    place.hidden = false;
    for (const other of document.querySelectorAll("[data-no-passkey]")) other.hidden = true;
    button.addEventListener("click", async () => {
      told.textContent = "";
      button.disabled = true;
      try {
        form.elements.passkey.value = answer(await (question.user ? make : ask)(question));
        form.requestSubmit();
      } catch (error) {
        told.textContent = SENTENCES[error.name] ?? "The browser could not use a passkey here.";
      }
      button.disabled = false;
    });
  }
})();
