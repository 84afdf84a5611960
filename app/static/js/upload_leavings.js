// On every page: films that this browser keeps until they are sent go when their person signs out, when somebody else signs in,
// and when they did not move for a week. Nothing is opened where nothing is kept.

import { mayHoldFilms, Vault } from "./upload_vault.js";

const SIGN_OUT = 'form[action$="/sign-out"]';
const QUESTION = "A film is still on its way. If you sign out, its copy in this browser is removed, and to go on you choose the same file again. Sign out?";

const openVault = () => Vault.open(document.querySelector("meta[name=person]")?.content ?? "");

async function signOut(form) {
  const vault = await openVault();
  const films = await vault.list().catch(() => []);
  if (films.length && !confirm(QUESTION)) return;
  await vault.empty().catch(() => null);
  form.submit();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches(SIGN_OUT) || !mayHoldFilms()) return;
  event.preventDefault();
  signOut(event.target);
});

if (mayHoldFilms()) openVault();
