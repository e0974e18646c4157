// What is read aloud after a command: the state that it left.

import { PLANES, chosenBits } from "./bits.js";
import { possible } from "./scene.js";
import { MODES, ranged } from "./settings.js";
import { NAMES, sentence, shownWords, zoomWords } from "./words.js";

const WORDS = {
  mode: ({ settings }) => MODES[settings.mode],
  flip: ({ settings, data, flipped }) => NAMES[flipped ? possible(settings, data).right : "plain"],
  right: ({ settings, data }) => NAMES[possible(settings, data).right],
  shown: ({ settings, data }) => shownWords(data, settings),
  zoom: ({ settings, zoom }) => zoomWords(zoom, settings.zoom === 0),
  rank: ({ data, focus }) => sentence(data, focus),
  plane: ({ settings, data }) => chosenBits(data, settings).planes[PLANES - settings.plane].words,
  range: ({ settings, data }) => {
    const { low, high } = ranged(data.overlay, settings);
    return `Colours from ${low.toFixed(2)} to ${high.toFixed(2)}`;
  },
  arrows: ({ settings }) => (settings.arrows ? `${settings.arrows} arrows at most` : "No arrows"),
  lift: () => "Pin lifted.",
};
const AS = { swap: "right", recolour: "shown", step: "zoom", walk: "rank", bits: "plane" };

// Words on a command that was carried out, or nothing.
export function spokenAfter(name, state) {
  return WORDS[AS[name] ?? name]?.(state);
}
