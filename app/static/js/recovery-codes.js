// Copying and printing the recovery codes that a page shows; without a script they can be downloaded or written down.

const said = document.querySelector("[data-codes-said]");

function offer(selector, act) {
  const button = document.querySelector(selector);
  button.hidden = false;
  button.addEventListener("click", act);
}

offer("[data-print]", () => window.print());
if (navigator.clipboard) {
  offer("[data-copy-codes]", async () => {
    const codes = [...document.querySelectorAll("[data-codes] code")].map((code) => code.textContent);
    try {
      await navigator.clipboard.writeText(`${codes.join("\n")}\n`);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Your browser does not allow copying here. Download them instead.";
    }
  });
}
