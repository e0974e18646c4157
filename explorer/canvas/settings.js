// How the pictures are looked at: what the toolbar sets and a link may keep.

import { PLANES } from "./bits.js";
import { CLOSEST } from "./camera.js";

export const MODES = Object.freeze({
  side: "Side by side",
  wipe: "Wipe",
  flip: "Flip",
  difference: "Difference",
});

export const SHOWN = Object.freeze({ colour: "Colours", index: "What the index sees" });

// `zoom`, `x` and `y` are a camera's (camera.js); `wipe` is the share of the picture that is
// plain, `right` what is compared with the plain picture, `opacity` that of the overlay,
// `arrows` how many of the strongest matches are drawn; `plane` is the bit plane, and `cover`
// its opacity: 1, or the image below would be taken for the plane; `bits` is the channel that
// planes are of: what the "index" is given, R, G, B or alpha. `range` is what the
// overlay's colours run over: "fixed", 0 to 1, or the values of this "pair". `shown` is in
// "colour", that of the files, or as the "index" sees the pictures.
// Arrows that are drawn when they are first asked for.
export const MANY = 20;

const BITS = ["index", "R", "G", "B", "alpha"];

export const START = Object.freeze({
  mode: "side",
  right: "encrypted",
  zoom: 0,
  x: 0.5,
  y: 0.5,
  wipe: 0.5,
  opacity: 0.6,
  arrows: 0,
  plane: PLANES,
  cover: 1,
  bits: "index",
  range: "fixed",
  shown: "colour",
});

const ALLOWED = {
  mode: (value) => Object.hasOwn(MODES, value),
  right: (value) => value === "encrypted" || value === "reassembled",
  zoom: (value) => value >= 0 && value <= CLOSEST,
  x: isShare,
  y: isShare,
  wipe: isShare,
  opacity: isShare,
  arrows: (value) => value >= 0,
  plane: (value) => Number.isInteger(value) && value >= 1 && value <= PLANES,
  cover: isShare,
  bits: (value) => BITS.includes(value),
  range: (value) => value === "fixed" || value === "pair",
  shown: (value) => Object.hasOwn(SHOWN, value),
};

function isShare(value) {
  return value >= 0 && value <= 1;
}

// Which of the settings is the opacity of what is laid over the pictures.
export function dial({ planes }) {
  return planes ? "cover" : "opacity";
}

// What comes `by` places after something in a list, around its end.
export function after(list, item, by) {
  return list.at((list.indexOf(item) + by) % list.length);
}

// An overlay with both ends of the range that its colours run over.
export function ranged(overlay, { range }) {
  const [low, high] = overlay.ranges?.[range] ?? [overlay.low, overlay.high];
  return { ...overlay, low, high };
}

// Settings from outside: what is unknown or out of range is as at the start.
export function settingsFrom(...given) {
  const settings = { ...START };
  for (const values of given) {
    for (const [name, allowed] of Object.entries(ALLOWED)) {
      const value = values?.[name];
      if (typeof value === typeof START[name] && allowed(value)) settings[name] = value;
    }
  }
  return settings;
}

// The same settings with as many digits as make a difference on a screen.
export function rounded(settings) {
  const digits = (value) => (typeof value === "number" ? Number(value.toFixed(4)) : value);
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, digits(value)]));
}
