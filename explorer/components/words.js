// What the view says: the line under the pictures, the legends and the spoken description.

import { sourcesOf } from "./arrows.js";
import { binary } from "./bits.js";
import { foremost } from "./colours.js";
import { place } from "./geometry.js";

export const NAMES = { plain: "Plain", encrypted: "Encrypted", reassembled: "Reassembled" };

const IDLE =
  "Point at a block to see its match; click it, or use the arrow keys, to pin it and open its numbers. Ctrl and wheel, or two fingers, zoom.";
const IDLE_TOUCH = "Tap a block to pin it, see its match and open its numbers. Two fingers zoom.";

// One sentence on what is in focus: { plain, encrypted, target, rank, pin } of the view.
export function sentence(data, focus, touch = false) {
  if (focus.plain !== null) {
    return focus.rank > 1 ? rankSentence(data, focus) : plainSentence(data, focus.plain);
  }
  if (focus.encrypted !== null) return encryptedSentence(data, focus);
  return touch ? IDLE_TOUCH : IDLE;
}

function encryptedSentence(data, { encrypted, pin }) {
  const sources = sourcesOf(data, encrypted);
  const where = `Encrypted block at ${place(encrypted, data.grid)}`;
  if (!sources.length) return `${where}: no plain block has its best match here.`;
  const pinned = sources.includes(pin);
  if (sources.length === 1) {
    return `${where}: best match of 1 plain block${pinned ? ", which is pinned" : "; click to pin it"}.`;
  }
  const turn = pinned ? "one of which is pinned; click for the next" : "click to pin them by turns";
  return `${where}: best match of ${sources.length} plain blocks${pinned ? "," : ";"} ${turn}.`;
}

function plainSentence(data, block) {
  const value = (name) => data[name][block].toFixed(3);
  const share = (100 * data.contribution[block]).toFixed(1);
  const facts = `contributes ${share} %, w ${value("weight")}`;
  const where = `Plain block at ${place(block, data.grid)}`;
  const target = data.match[block];
  const found = target === block ? "in its own place" : `at ${place(target, data.grid)}`;
  if (data.degree[block] === 0) {
    return `${where}: RD 0, no encrypted block counts as its match; highest sim_A ${value("sim_a")} ${found} (sim_S ${value("sim_s")}); ${facts}.`;
  }
  return `${where}: RD ${value("degree")} from sim_A ${value("sim_a")} and sim_S ${value("sim_s")}, best match ${found}${tie(data, block)}; ${facts}.`;
}

// Eq. 1 takes the first of several that are equally alike; that there are more is worth saying.
function tie(data, block) {
  const more = data.as_alike[block];
  return more ? ` (${more} more ${more === 1 ? "is" : "are"} as alike)` : "";
}

function rankSentence(data, { plain, target, rank }) {
  const found = target === plain ? "in its own place" : `at ${place(target, data.grid)}`;
  const [best, here] = [data.row.ranked[0], data.row.ranked[rank - 1]].map((v) => v.toFixed(3));
  return `Plain block at ${place(plain, data.grid)}: its match of rank ${rank} is ${found}, sim ${here}; the best has ${best}.`;
}

// What the pixel under the pointer holds: `levels` by the name of the picture; with its bits
// where those are looked at.
export function pixelSentence(hover, levels, { planes, levels: given } = {}) {
  if (!hover) return "";
  const { plain, ...others } = levels;
  const said = Object.entries({ plain, ...others }).flatMap(([name, level]) =>
    level === undefined ? [] : [`${name} ${level}${planes ? ` (${binary(level)})` : ""}`],
  );
  const [other] = Object.values(others);
  if (plain !== undefined && other !== undefined) said.push(`difference ${Math.abs(plain - other)}`);
  // Where the picture has more than one channel, the levels are those that the index is given.
  const of = given ? `${given}, ` : "";
  return `Pixel x ${hover.pixel[0]}, y ${hover.pixel[1]}: ${of}${said.join(", ")}`;
}

// Legend of what is laid over the pictures, or of the difference: { title, low, high, reading }.
export function legend(data, { mode, right, range, difference }) {
  const letter = right === "reassembled" ? "R" : "E";
  if (mode === "difference" && data.planes) {
    return {
      title: `Bits that differ, P xor ${letter}`,
      low: "0",
      high: "1",
      reading: `Dark pixels have the same bit in both pictures, bright ones have not. All dark: the plane is left in the clear; all bright: it is inverted.${right === "reassembled" ? " Hatched blocks count 0." : ""}${givenWords(data)}`,
    };
  }
  if (mode === "difference") {
    const pixels = right === "reassembled" ? "pixels of matches; hatched blocks count 0" : "pixels";
    const mean = difference
      ? ` On average ${difference.mean.toFixed(1)} levels; equal at ${(100 * difference.equal).toFixed(1)} % of the ${pixels}.`
      : "";
    return {
      title: `Absolute difference |P − ${letter}|`,
      low: "0",
      high: "255",
      reading: `The brighter a pixel, the further its level is from that of the plain image at the same place.${mean}${givenWords(data)}`,
    };
  }
  const { overlay } = data;
  const number = (value) => {
    if (data.planes) return String(value);
    return overlay.percent ? `${(100 * value).toFixed(1)} %` : value.toFixed(2);
  };
  const row = rowShown(data, { mode, right })
    ? ` Encrypted: ${data.row.name} of the pinned block with every encrypted block; ${standingOut(data.row)}.`
    : "";
  const { ranges } = overlay;
  const own = ranges && range === "pair" ? " The colours run over the values of this pair alone." : "";
  return {
    title: overlay.title,
    low: number(overlay.low),
    high: number(overlay.high),
    reading: overlay.reading + own + row + (data.planes || data.maps ? givenWords(data) : ""),
  };
}

// Which levels a difference, bits and edges are made of, where the pictures have others, too.
function givenWords({ levels }) {
  return levels ? ` Of ${levels} alone: that is what the index sees.` : "";
}

// How the pictures are shown, in a sentence.
export function shownWords({ levels }, { shown }) {
  if (shown === "colour") return "Shown in the colours of the files.";
  return `Shown as the index sees them: ${levels} alone.`;
}

// How many encrypted blocks stand out in the pinned block's row.
function standingOut(row) {
  const count = foremost(row.values, row);
  if (count === row.values.length && count > 1) return "all stand out";
  if (count === 0) return "none is alike";
  return count === 1 ? "the most alike stands out" : `the ${count} most alike stand out`;
}

// How to read what the legend does not cover: the arrows, or the reassembled picture.
export function note(data, { mode, right, arrows }) {
  if (right === "reassembled") {
    return "Reassembled: the best match of every plain block, laid where it stands; hatched: it counts 0, and the one of highest sim_A is laid.";
  }
  const count = Math.min(arrows, data.arrows.length);
  if (mode === "difference" || !count) return "";
  const ring = mode === "side" ? "" : "; a ring, where that is its own place";
  if (count === 1) return `Arrow: from the block that contributes most to its best match${ring}.`;
  return `Arrows: from the ${count} blocks that contribute most to their best matches${ring}. The wider and brighter, the more.`;
}

// Whether the pinned block's row of similarities is painted.
export function rowShown(data, { mode, right }) {
  return Boolean(data.row) && !data.maps && !data.planes && mode !== "difference" && right === "encrypted";
}

export function zoomWords(zoom, fits) {
  const percent = 100 * zoom;
  const number = `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
  return fits ? `Fit, ${number}` : number;
}

// The description of the picture for those who do not see it.
export function description(data, { mode, right, flipped, plane, shown }) {
  const other = NAMES[right].toLowerCase();
  const looks = {
    side: "",
    wipe: `Seen in one frame: plain left, ${other} right of a movable edge. `,
    flip: `Seen in one frame: the ${flipped ? other : "plain"} picture. `,
    difference: `Seen as the absolute difference of plain and ${other}. `,
  };
  const bits = data.planes ? `Of every grey level, bit plane ${plane} is seen. ` : "";
  const how = data.coloured && mode !== "difference" ? `${shownWords(data, { shown })} ` : "";
  return `${data.summary} ${looks[mode]}${how}${bits}Arrow keys move a pin from block to block, Escape lifts it.`;
}
