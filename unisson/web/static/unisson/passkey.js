/* Unisson — passkeys: hands the question of the page to the browser and its answer to the form. */
(() => {
  "use strict";
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const ids = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }));

  // what py_webauthn reads: the same names as PublicKeyCredential.toJSON, which older browsers lack
  const told = made => {
    const r = made.response, response = { clientDataJSON: text(r.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (r[name]) response[name] = text(r[name]);
    if (r.getTransports) response.transports = r.getTransports();
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {}, authenticatorAttachment: made.authenticatorAttachment });
  };

  for (const box of document.querySelectorAll("[data-passkey]")) {
    const form = box.closest("form"), field = box.querySelector("input[name=credential]");
    form.addEventListener("submit", async e => {
      if (field.value || !window.PublicKeyCredential) return;   // the server says what is missing
      e.preventDefault();
      const asked = JSON.parse(box.dataset.options);
      asked.challenge = bytes(asked.challenge);
      if (asked.user) asked.user.id = bytes(asked.user.id);
      asked.excludeCredentials = ids(asked.excludeCredentials);
      asked.allowCredentials = ids(asked.allowCredentials);
      try {
        const made = await navigator.credentials[box.dataset.passkey === "create" ? "create" : "get"]({ publicKey: asked });
        field.value = told(made);
      } catch { /* refused, or too late: the form goes as it is and the server says so */ }
      form.submit();
    });
  }
})();
