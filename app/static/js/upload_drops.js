// Files dropped onto a part of the page.

/** `react` gets the files dropped onto `zone`, while `accepts` says so. */
export function acceptDrops(zone, react, accepts = () => true) {
  for (const name of ["dragenter", "dragover"])
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("upload-zone-over", accepts());
    });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("upload-zone-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (accepts() && event.dataTransfer.files.length) react([...event.dataTransfer.files]);
  });
}
