// Offers the zone this browser lives in, where it is another than the one in the field. It changes nothing by itself.

function offerZone(field) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...(field.list?.options ?? [])].some((option) => option.value === zone);
  if (!known || zone === field.value) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary zone-offer";
  button.textContent = `Use ${zone}, the zone of this device`;
  button.addEventListener("click", () => {
    field.value = zone;
    field.focus();
    button.remove();
  });
  field.insertAdjacentElement("afterend", button);
}

for (const field of document.querySelectorAll("input[data-time-zone]")) offerZone(field);
