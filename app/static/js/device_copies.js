// The answer what became of a film on its device is sent without leaving the page, where films may be on their way.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-device-copy]");
  if (!form) return;
  event.preventDefault();
  const body = new URLSearchParams([...new FormData(form, event.submitter)]);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/plain" } }).catch(() => null);
  const note = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("p"));
  note.setAttribute("role", "status");
  note.tabIndex = -1;
  note.textContent = answer ? (await answer.text()).trim() : "There is no connection just now. Try again in a moment.";
  if (!answer?.ok) return;
  for (const part of [...form.children]) if (part !== note) part.remove();
  note.focus();
});
