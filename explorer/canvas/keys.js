// Which key does what, and the words for the help. A key works while the view has the focus.

export const HELP = [
  ["S  W  F  D", "side by side, wipe, flip, difference"],
  ["F or space", "flip to the other picture, hold to peek"],
  ["R", "encrypted or reassembled"],
  ["C", "colours, or what the index sees"],
  ["+  −", "zoom in, out"],
  ["0  1", "whole picture, one pixel to a pixel"],
  ["Shift and arrows", "move the picture"],
  ["[  ]", "move the wipe"],
  ["O", "next layer, with Shift the one before"],
  ["<  >", "more, less significant bit plane"],
  ["B", "bit planes of the next channel, with Shift the one before"],
  ["arrows", "move the pin from block to block"],
  [",  .", "better, next match of the pinned block"],
  ["Escape", "lift the pin"],
];

export const HANDS =
  "Ctrl and wheel, or two fingers, zoom. Once zoomed in, the wheel alone does, and dragging moves both pictures. Otherwise the wheel scrolls the page.";

const LETTERS = {
  s: ["mode", "side"],
  w: ["mode", "wipe"],
  f: ["flip"],
  d: ["mode", "difference"],
  r: ["swap"],
  c: ["recolour"],
  "+": ["step", 1],
  "=": ["step", 1],
  "-": ["step", -1],
  "−": ["step", -1],
  0: ["zoom", 0],
  1: ["zoom", 1],
  "[": ["wipe", -0.05],
  "]": ["wipe", 0.05],
  ",": ["rank", -1],
  ".": ["rank", 1],
  "<": ["plane", 1],
  ">": ["plane", -1],
  "?": ["help"],
};

const DIRECTIONS = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const PAN = 40; // CSS pixels

// What a key asks for: [name, argument], or null if the view does not use it. `on` says what has
// the focus: "canvas", or another part, which keeps its own arrows, Space and Enter.
export function command({ key, ctrlKey, metaKey, altKey, shiftKey }, on, mode) {
  if (ctrlKey || metaKey || altKey) return null;
  if (Object.hasOwn(DIRECTIONS, key)) {
    if (on !== "canvas") return null;
    return shiftKey ? ["pan", DIRECTIONS[key].map((way) => PAN * way)] : ["walk", key];
  }
  if (key === " ") return on === "canvas" && mode === "flip" ? ["flip"] : null;
  if (key === "Escape") return ["lift"];
  const letter = key.toLowerCase();
  if (letter === "o") return ["overlay", shiftKey ? -1 : 1];
  if (letter === "b") return ["bits", shiftKey ? -1 : 1];
  return Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : null;
}

const HELD = 300; // ms after which a key that flips was held, and its release flips back

// Keys pressed in the view: `act` carries out those that are `ours` and keeps them from the
// page, which has keys of its own.
export function listenKeys(element, canvas, { mode, ours, act }) {
  let held = 0; // when a key that flips went down, by the event: a busy page handles it late
  element.addEventListener("keydown", (event) => {
    const found = command(event, event.target === canvas ? "canvas" : "part", mode());
    if (!found || !ours(found[0])) return;
    event.stopPropagation();
    event.preventDefault();
    if (found[0] === "flip") {
      if (event.repeat) return;
      if (mode() === "flip") held = event.timeStamp;
    }
    act(...found);
  });
  element.addEventListener("keyup", ({ timeStamp }) => {
    if (held && timeStamp - held > HELD) act("flip");
    held = 0;
  });
}
