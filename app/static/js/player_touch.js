// Fingers and pointers on the picture: a tap plays or pauses, two at a side go a second back or forth, dragging moves a
// picture that is looked at closely, two fingers zoom.

const TAP_PX = 10;
const TWICE_MS = 280;
const SIDE = 0.3; // of the width

export function addTouch(player) {
  const lens = player.root.querySelector("[data-player-lens]");
  if (!lens) return;
  const screen = lens.parentElement;
  const fingers = new Map();
  let [isTap, spread, waiting] = [false, null, null];

  lens.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || player.root.dataset.state === "waiting") return;
    fingers.set(event.pointerId, event);
    lens.setPointerCapture(event.pointerId);
    [isTap, spread] = [fingers.size === 1, null];
    player.focus();
  });

  lens.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (isTap && Math.hypot(x, y) < TAP_PX) return;
    isTap = false;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) pinch();
    else if (player.root.hasAttribute("data-zoomed")) player.pan(x / screen.clientWidth, y / screen.clientHeight);
  });

  for (const name of ["pointerup", "pointercancel"]) {
    lens.addEventListener(name, (event) => {
      const wasTap = isTap && fingers.delete(event.pointerId) && name === "pointerup";
      fingers.delete(event.pointerId);
      spread = null;
      if (wasTap) tap(event);
    });
  }

  const pinch = () => {
    const [one, two] = [...fingers.values()];
    const now = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    const box = screen.getBoundingClientRect();
    const [x, y] = [(one.clientX + two.clientX) / 2 - box.x, (one.clientY + two.clientY) / 2 - box.y];
    if (spread) player.zoom(now / spread, x / box.width - 0.5, y / box.height - 0.5);
    spread = now;
  };

  /** A first tap at a side waits a moment for a second; elsewhere, and with a mouse, nobody waits. */
  const tap = (event) => {
    const box = screen.getBoundingClientRect();
    const place = (event.clientX - box.x) / box.width;
    const side = place < SIDE ? "back" : place > 1 - SIDE ? "forth" : null;
    if (event.pointerType === "mouse" || !side) return player.act("toggle");
    if (waiting?.side === side) {
      clearTimeout(waiting.timer);
      waiting.timer = setTimeout(() => (waiting = null), TWICE_MS);
      return player.act(side); // and a third tap goes a second further
    }
    clearTimeout(waiting?.timer);
    const timer = setTimeout(() => {
      waiting = null;
      player.act("toggle");
    }, TWICE_MS);
    waiting = { side, timer };
  };
}
