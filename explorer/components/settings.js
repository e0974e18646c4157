// How the pictures are looked at: what the toolbar sets and a link may keep.

import { CLOSEST } from "./camera.js";

export const MODES = Object.freeze({
  side: "Side by side",
  wipe: "Wipe",
  flip: "Flip",
  difference: "Difference",
});

// `zoom`, `x` and `y` are a camera's (camera.js); `wipe` is the share of the picture that is
// plain, `right` what is compared with the plain picture, `opacity` that of the overlay,
// `arrows` how many of the strongest matches are drawn.
export const START = Object.freeze({
  mode: "side",
  right: "encrypted",
  zoom: 0,
  x: 0.5,
  y: 0.5,
  wipe: 0.5,
  opacity: 0.6,
  arrows: 20,
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
};

function isShare(value) {
  return value >= 0 && value <= 1;
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

// The same settings with as many digits as tell two screens apart.
export function rounded(settings) {
  const digits = (value) => (typeof value === "number" ? Number(value.toFixed(4)) : value);
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, digits(value)]));
}
