// Asks the browser for a passkey, or to keep a new one, and sends its answer as a form.
//
//   <form data-passkey="get|create" data-options="…"> data-passkey-answer, data-passkey-said, data-passkey-again </form>
//
// It asks when the page has loaded, or with data-passkey-waits when its button is pressed; where the person or the browser
// says no, the button asks again.

const WORDS = {
  InvalidStateError: "This device keeps a passkey of yours already: it needs no second one.",
  NotSupportedError: "This device cannot keep such a passkey. Choose the other kind, or an authenticator app.",
  SecurityError: "Passkeys work only at the portal’s own address. Check what stands in the address bar.",
};
const USUAL_WORDS = "No passkey was used. Try again when you are ready, or choose another way.";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (descriptors) => (descriptors ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function readOptions(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  if (options.excludeCredentials) options.excludeCredentials = withBytes(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = withBytes(options.allowCredentials);
  return options;
}

/** What the portal reads: the same names as in the protocol, bytes as base64url. */
function describe(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
  };
}

const waits = (form) => form.dataset.passkeyWaits !== undefined;

function say(form, words) {
  const place = form.querySelector("[data-passkey-said]");
  place.textContent = words;
  place.hidden = !words;
  if (!waits(form)) form.querySelector("[data-passkey-again]").hidden = !words;
}

async function ask(form) {
  say(form, "");
  try {
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: readOptions(form) });
    form.querySelector("[data-passkey-answer]").value = JSON.stringify(describe(credential));
    form.submit();
  } catch (error) {
    say(form, WORDS[error.name] ?? USUAL_WORDS);
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.querySelector("[data-passkey-again]").addEventListener("click", () => ask(form));
  if (waits(form)) continue;
  if (window.PublicKeyCredential) ask(form);
  else say(form, "This browser knows no passkeys. Use a newer one, or choose another way.");
}
