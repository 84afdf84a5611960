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

showProblems();
closeMenusPolitely();
