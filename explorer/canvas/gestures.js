// Mouse, pen, wheel and fingers on the canvas.
//
// Nothing here traps the page: while the whole image is seen, the wheel and a finger scroll
// it, as anywhere else. With Ctrl, which is what a pinch on a touchpad sends, the wheel
// always zooms; once zoomed in, it does so alone, and a drag pans.

const CLICK = 4; // CSS pixels that a hand may shake in a click
const LINE = 16; // CSS pixels of a wheel that counts lines

// Factor by which a turn of the wheel zooms.
export function wheelFactor({ deltaY, deltaMode, ctrlKey }) {
  const turned = deltaMode === 1 ? LINE * deltaY : deltaY;
  // A pinch on a touchpad comes in many small turns.
  const [strength, most] = ctrlKey ? [0.01, 50] : [0.002, 200];
  return Math.exp(-strength * Math.min(Math.max(turned, -most), most));
}

// `hands` says what to do: closer() whether zoomed in, hover(point or null), click(point),
// pan(dx, dy, point), zoom(factor, point), pinch(two points, two points).
export function listen(canvas, hands) {
  const fingers = new Map(); // pointer id -> where it is
  let start = null; // where a press began
  let dragged = false;

  const at = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return [clientX - box.x, clientY - box.y];
  };

  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !hands.closer()) return;
      event.preventDefault();
      if (event.deltaY) hands.zoom(wheelFactor(event), at(event));
    },
    { passive: false },
  );
  // Two fingers zoom the picture even where one scrolls the page.
  canvas.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 1) {
      start = at(event);
      dragged = false;
    } else {
      dragged = true;
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    const [now, before] = [at(event), fingers.get(event.pointerId)];
    if (!before) {
      if (event.pointerType !== "touch") hands.hover(now);
      return;
    }
    if (fingers.size === 2) {
      const from = [...fingers.values()];
      fingers.set(event.pointerId, now);
      hands.pinch(from, [...fingers.values()]);
      return;
    }
    if (!dragged && Math.hypot(now[0] - start[0], now[1] - start[1]) < CLICK) return;
    if (!dragged) {
      dragged = true;
      canvas.setPointerCapture(event.pointerId);
    }
    fingers.set(event.pointerId, now);
    if (hands.closer()) hands.pan(now[0] - before[0], now[1] - before[1], now);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  canvas.addEventListener("pointerleave", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) fingers.delete(event.pointerId);
    hands.hover(null);
  });
  canvas.addEventListener("click", (event) => {
    if (!dragged) hands.click(at(event));
    dragged = false;
  });
}

const PEEK = 300; // ms after which a press is a peek, which ends with the release

// A button that flips when it is pressed, and back when it was held.
export function holdable(button, flip) {
  let since = 0; // time of the event itself: a busy page handles it late
  const release = ({ timeStamp }) => {
    if (since && timeStamp - since > PEEK) flip();
    since = 0;
  };
  button.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    since = event.timeStamp;
    button.setPointerCapture(event.pointerId);
    flip();
  });
  button.addEventListener("pointerup", release);
  button.addEventListener("pointercancel", release);
  // Clicks without a pointer come from a key or a screen reader.
  button.addEventListener("click", ({ detail }) => {
    if (detail === 0) flip();
  });
}

// A handle that moves from 0 to 1 as `move` says: dragged, or by its own keys.
export function slidable(handle, { value, follow, move }) {
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) follow(event.clientX);
  });
  handle.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const to = {
      ArrowLeft: value() - step,
      ArrowDown: value() - step,
      ArrowRight: value() + step,
      ArrowUp: value() + step,
      PageDown: value() - 0.1,
      PageUp: value() + 0.1,
      Home: 0,
      End: 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(to);
  });
}
