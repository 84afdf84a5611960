// A closer look: one to six times, around the place that is pointed at, and moved about from there.

const MOST = 6;
const STEP = 1.25;
const PAN = 0.15; // of the screen, for a press of a key

export function addZoom(player) {
  const lens = player.root.querySelector("[data-player-lens]");
  if (!lens) return;
  const view = { zoom: 1, x: 0, y: 0 }; // x and y: how far the middle is moved, in shares of the screen

  const show = () => {
    const most = (view.zoom - 1) / 2;
    view.x = clamp(view.x, most);
    view.y = clamp(view.y, most);
    lens.style.transform = view.zoom === 1 ? "" : `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.zoom})`;
    player.root.toggleAttribute("data-zoomed", view.zoom > 1);
    player.each("[data-player-zoom]", (part) => (part.textContent = `${view.zoom.toFixed(1).replace(/\.0$/, "")}×`));
  };

  /** `x` and `y` say, in shares of the screen from its middle, which place stays where it is. */
  const zoom = (factor, x = 0, y = 0) => {
    const before = view.zoom;
    view.zoom = Math.min(Math.max(before * factor, 1), MOST);
    view.x = x - ((x - view.x) * view.zoom) / before;
    view.y = y - ((y - view.y) * view.zoom) / before;
    show();
  };

  const pan = (x, y) => {
    view.x += x;
    view.y += y;
    show();
  };

  player.zoom = zoom;
  player.pan = pan;
  player.addActions({
    "zoom-in": () => zoom(STEP),
    "zoom-out": () => zoom(1 / STEP),
    "zoom-reset": () => zoom(1 / view.zoom),
    "pan-left": () => pan(PAN, 0),
    "pan-right": () => pan(-PAN, 0),
    "pan-up": () => pan(0, PAN),
    "pan-down": () => pan(0, -PAN),
  });
  lens.parentElement.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = lens.parentElement.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), (event.clientX - box.x) / box.width - 0.5, (event.clientY - box.y) / box.height - 0.5);
  }, { passive: false });
}

function clamp(value, most) {
  return Math.min(Math.max(value, -most), most);
}
