// What the view says: the line under the pictures, the legends and the spoken description.

import { sourcesOf } from "./arrows.js";
import { binary } from "./bits.js";
import { foremost } from "./colours.js";
import { LOOK } from "./look.js";

export const NAMES = LOOK.names;

// A sentence with its {names} filled in.
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const IDLE = "Point at any block to see where it went. Click to keep it.";
const IDLE_TOUCH = "Tap any block to see where it went and to keep it.";

export function place(block, [, columns]) {
  const [row, column] = [Math.floor(block / columns) + 1, (block % columns) + 1];
  return fill(LOOK.block.place, { row, column });
}

// One sentence on what is in focus: { plain, encrypted, target, rank, pin } of the view; else how
// many matches are `numbered`, and what a hand can do.
export function sentence(data, focus, { touch = false, numbered = 0 } = {}) {
  if (focus.plain !== null) {
    return focus.rank > 1 ? rankSentence(data, focus) : plainSentence(data, focus.plain);
  }
  if (focus.encrypted !== null) return encryptedSentence(data, focus);
  const idle = touch ? IDLE_TOUCH : IDLE;
  const glyph = data.turned ? LOOK.turned.glyph : "";
  return numbered ? `${LOOK.note.numbered}${glyph} ${idle}` : idle;
}

function encryptedSentence(data, { encrypted, pin }) {
  const sources = sourcesOf(data, encrypted);
  const where = `Encrypted block at ${place(encrypted, data.grid)}`;
  if (!sources.length) return `${where}: no plain block has its best match here.`;
  const pinned = sources.includes(pin);
  if (sources.length === 1) {
    return `${where}: best match of 1 plain block${pinned ? ", which is kept" : ". Click to keep it"}.`;
  }
  const turn = pinned ? ", one of which is kept. Click for the next" : ". Click to keep one after the other";
  return `${where}: best match of ${sources.length} plain blocks${turn}.`;
}

function plainSentence(data, block) {
  const value = (name) => data[name][block].toFixed(3);
  const words = LOOK.block;
  const share = (100 * data.contribution[block]).toFixed(1);
  if (data.turned) {
    return fill(data.degree[block] === 0 ? LOOK.turned.lost : LOOK.turned.found, {
      ...beginning(data, block, data.match[block]),
      lies: data.turned.lies[block],
      degree: value("degree"),
      facts: fill(words.facts, { share }),
    });
  }
  return fill(data.degree[block] === 0 ? words.unrecognised : words.recognised, {
    ...beginning(data, block, data.match[block]),
    degree: value("degree"),
    sim_a: value("sim_a"),
    sim_s: value("sim_s"),
    tie: tie(data.as_alike[block]),
    facts: fill(words.facts, { share }),
  });
}

function beginning({ grid }, block, target) {
  const { own, elsewhere } = LOOK.block;
  return {
    block: `Block at ${place(block, grid)}`,
    dashed: "",
    found: target === block ? own : fill(elsewhere, { place: place(target, grid) }),
  };
}

// Eq. 1 takes the first of several that are equally alike; that there are more is worth saying.
function tie(count) {
  if (!count) return "";
  return count === 1 ? LOOK.block.oneTie : fill(LOOK.block.ties, { count });
}

function rankSentence(data, { plain, target, rank }) {
  const [best, sim] = [data.row.ranked[0], data.row.ranked[rank - 1]].map((v) => v.toFixed(3));
  return fill(LOOK.block.ranked, { ...beginning(data, plain, target), rank, sim, best });
}

// What the pixel under the pointer holds: `levels` by the name of the picture; with its bits
// where those are looked at.
export function pixelSentence(hover, levels, { bits, levels: index } = {}) {
  if (!hover) return "";
  const { plain, ...others } = levels;
  const said = Object.entries({ plain, ...others }).flatMap(([name, level]) =>
    level === undefined ? [] : [`${name} ${level}${bits ? ` (${binary(level)})` : ""}`],
  );
  const [other] = Object.values(others);
  if (plain !== undefined && other !== undefined) said.push(`difference ${Math.abs(plain - other)}`);
  // Where the picture has more than one channel: those that the index is given, or of the planes.
  const given = bits ? bits.levels : index;
  const of = given ? `${given}, ` : "";
  return `Pixel x ${hover.pixel[0]}, y ${hover.pixel[1]}: ${of}${said.join(", ")}`;
}

// Legend of what is laid over the pictures, or of the difference: { title, low, high, reading }.
export function legend(data, { mode, right, range, difference }) {
  const words = LOOK.legend;
  const laid = right === "reassembled";
  const letter = laid ? "R" : "E";
  if (mode === "difference" && data.bits) {
    const reading = words.xor + (laid ? words.unlaid : "") + levelWords(data);
    return { title: fill(words.bits, { letter }), low: "0", high: "1", reading };
  }
  if (mode === "difference") {
    const mean = difference && fill(words.mean, {
      mean: difference.mean.toFixed(1),
      equal: (100 * difference.equal).toFixed(1),
      pixels: laid ? words.laid : words.pixels,
    });
    const reading = words.apart + (mean ?? "") + levelWords(data);
    return { title: fill(words.difference, { letter }), low: "0", high: "255", reading };
  }
  const { title, reading, ranges, written } = data.overlay;
  const pair = ranges && range === "pair";
  const [low, high] = written[pair ? "pair" : "fixed"];
  const row = rowShown(data, { mode, right })
    ? fill(words.row, { name: data.row.name, focus: "pinned", range: "", standing: standingOut(data.row) })
    : "";
  const levels = data.bits || data.maps ? levelWords(data) : "";
  return { title, low, high, reading: reading + (pair ? words.pair : "") + row + levels };
}

// Which levels a difference, bits and edges are made of, where the pictures have others, too.
function levelWords({ bits, levels }) {
  if (bits) return bits.reading;
  return levels ? fill(LOOK.legend.levels, { levels }) : "";
}

// How the pictures are shown, in a sentence.
export function shownWords({ levels }, { shown }) {
  return fill(LOOK.shown[shown], { levels });
}

// How many encrypted blocks stand out in the pinned block's row.
function standingOut(row) {
  const count = foremost(row.values, row);
  const { none, one, some, all } = LOOK.legend.standing;
  if (count === row.values.length && count > 1) return all;
  if (count === 0) return none;
  return count === 1 ? one : fill(some, { count });
}

// How to read what the legend does not cover: the arrows, or the reassembled picture.
export function note(data, settings) {
  const searched = data.turned ? fill(LOOK.turned.note, data.turned) : "";
  return [laidOut(data, settings), searched].filter(Boolean).join(" ");
}

function laidOut(data, { mode, right, arrows }) {
  const words = LOOK.note;
  if (right === "reassembled") {
    return words.reassembled + (data.degree.some((value) => value <= 0) ? words.uncounted : "");
  }
  const count = Math.min(arrows, data.arrows.length);
  if (mode === "difference" || !count) return "";
  const ring = mode === "side" ? "" : words.ring;
  return fill(count === 1 ? words.arrow : words.arrows, { count, ring }) + (data.turned ? LOOK.turned.glyph : "");
}

// Whether the pinned block's row of similarities is painted.
export function rowShown(data, { mode, right }) {
  const laid = data.overlay.key !== "none" && !data.maps && !data.planes;
  return Boolean(data.row?.values) && laid && mode !== "difference" && right === "encrypted";
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
  const levels = data.bits?.levels ? `level of ${data.bits.levels}` : "grey level";
  const bits = data.bits ? `Of every ${levels}, bit plane ${plane} is seen. ` : "";
  const how = data.coloured && mode !== "difference" ? `${shownWords(data, { shown })} ` : "";
  return `${data.summary} ${looks[mode]}${how}${bits}Arrow keys move a pin from block to block, Escape lifts it.`;
}
