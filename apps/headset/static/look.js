// Looking around on a plain screen: drag, touch, arrow keys, or turning the tablet.

const DRAG_RADIANS_PER_PX = 0.0032;
const KEY_RADIANS_PER_S = 0.9;
/** A press that moves further than this, in pixels, is a drag and chooses nothing. */
const SLACK_PX = 8;

/** Lets `app` be looked around in; `live()` says whether it is shown on this screen now. */
export function lookAround(canvas, app, live) {
  const held = new Set();
  let press = null;
  const place = (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    app().point(((event.clientX - left) / width) * 2 - 1, 1 - ((event.clientY - top) / height) * 2);
  };
  canvas.addEventListener("pointermove", (event) => {
    if (!live()) return;
    place(event);
    if (!press || press.id !== event.pointerId) return;
    press.far ||= Math.hypot(event.clientX - press.x0, event.clientY - press.y0) > SLACK_PX;
    if (press.far) {
      app().look(-(event.clientX - press.x) * DRAG_RADIANS_PER_PX, (event.clientY - press.y) * DRAG_RADIANS_PER_PX);
      canvas.classList.add("grabbing");
    }
    [press.x, press.y] = [event.clientX, event.clientY];
  });
  canvas.addEventListener("pointerdown", (event) => {
    if (!live() || event.button > 0 || press) return;
    place(event);
    canvas.setPointerCapture(event.pointerId);
    press = { id: event.pointerId, x: event.clientX, y: event.clientY, x0: event.clientX, y0: event.clientY, far: false };
  });
  const end = (event) => {
    if (!press || press.id !== event.pointerId) return;
    const chosen = event.type === "pointerup" && !press.far;
    press = null;
    canvas.classList.remove("grabbing");
    if (chosen && live()) {
      place(event);
      app().select("none", true);
      app().select("none", false);
    }
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("pointerleave", () => live() && !press && app().point(NaN, NaN));
  addEventListener("keydown", (event) => {
    if (!live() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) {
      held.add(event.key);
      event.preventDefault();
    } else if (event.key === "Escape") {
      app().calm();
    }
  });
  addEventListener("keyup", (event) => held.delete(event.key));
  addEventListener("blur", () => held.clear());
  tilt(app, live);
  /** Once a frame: turns while arrow keys are held. */
  return (seconds) => {
    const turn = (more, less) => ((held.has(more) ? 1 : 0) - (held.has(less) ? 1 : 0)) * KEY_RADIANS_PER_S * seconds;
    const right = turn("ArrowRight", "ArrowLeft");
    const up = turn("ArrowUp", "ArrowDown");
    if (right || up) app().look(right, up);
  };
}

/** A tablet that is turned is a window that is turned; where the browser gives its orientation unasked. */
function tilt(app, live) {
  let last = null;
  addEventListener("deviceorientation", ({ alpha, beta, gamma }) => {
    if (alpha === null || !live()) return;
    const upright = (screen.orientation?.angle ?? 0) % 180 === 0;
    const now = { across: alpha, up: upright ? beta : -gamma };
    if (last) {
      const turned = ((now.across - last.across + 540) % 360) - 180;
      // A jump is the sensor crossing a pole, not a hand.
      if (Math.abs(turned) < 20 && Math.abs(now.up - last.up) < 20) {
        app().look((-turned * Math.PI) / 180, ((now.up - last.up) * Math.PI) / 180);
      }
    }
    last = now;
  });
}
