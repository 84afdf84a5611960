// What every page gains from a script. Without it all of this still works, by more key presses.

/** Put the reader at the list of problems, as a page that reloads would otherwise start at the top. */
function showProblems() {
  document.querySelector("[data-error-summary]")?.focus();
}

/** Menus made of <details> close on Escape (focus returns to their button) and when something else is touched. */
function closeMenusPolitely() {
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
}

/** A button beside each password: whoever is alone may look at what they typed. It is hidden again before it is sent. */
function offerToShowPasswords() {
  for (const field of document.querySelectorAll("input[type=password]")) {
    const words = document.createElement("span");
    const button = document.createElement("button");
    const said = document.createElement("span");
    const row = document.createElement("div");
    const show = (isShown) => {
      field.type = isShown ? "text" : "password";
      words.textContent = isShown ? "Hide" : "Show";
    };
    const what = Object.assign(document.createElement("span"), {
      className: "visually-hidden",
      textContent: ` what stands under ${field.labels[0]?.textContent.trim() ?? "this field"}`,
    });
    Object.assign(button, { type: "button", className: "btn btn-secondary" });
    button.append(words, what);
    Object.assign(said, { className: "visually-hidden", role: "status" });
    row.className = "field-secret";
    field.autocapitalize = "none";
    field.spellcheck = false;
    const hadFocus = document.activeElement === field; // somebody types already
    field.replaceWith(row);
    row.append(field, button, said);
    if (hadFocus) field.focus();
    button.addEventListener("click", () => {
      show(field.type === "password");
      said.textContent = field.type === "text" ? "Your password is shown." : "Your password is hidden.";
    });
    field.form?.addEventListener("submit", () => show(false));
    show(false);
  }
}

offerToShowPasswords();
showProblems();
closeMenusPolitely();
