// The short fields of a form as they stand, and back again. Never what is hidden, secret or a file.

const LEFT_OUT = new Set(["hidden", "password", "file", "submit", "button"]);

const isKept = (field) => field.name && !LEFT_OUT.has(field.type) && !field.dataset.draft;
const isTicked = (field) => field.type === "radio" || field.type === "checkbox";

/** Pairs of name and value; for radios and boxes the values that are ticked. */
export function readForm(form) {
  return [...form.elements]
    .filter((field) => isKept(field) && (!isTicked(field) || field.checked))
    .map((field) => [field.name, field.value]);
}

/** Put the pairs back where a field of that name still is. */
export function fillForm(form, pairs) {
  for (const field of [...form.elements].filter(isKept)) {
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTicked(field)) field.checked = values.includes(field.value);
    else if (values.length > 0) field.value = values[0];
  }
}
