// The explorer's canvas in a report, without a server.
//
// The page holds the numbers and the canvas' style as JSON and every picture as <img>. What
// the server would answer to a pin is looked up in tables.

import { blockOf, middle } from "./geometry.js";
import { createView } from "./view.js";

const facts = JSON.parse(document.getElementById("facts").textContent);
const host = document.getElementById("view");
const root = host.attachShadow({ mode: "open" });
const style = document.createElement("style");
style.textContent = facts.style;
root.append(style);

const source = (name) => document.getElementById(`picture-${name}`).src;
const ROWS = { sim_a: "sim_A", sim_s: "sim_S" }; // of overlays that show a part of sim

let parent = null;
let view = null;
let data = {
  ...facts.data,
  pictures: ["plain", "encrypted", "reassembled"].map(source),
  counts: facts.counts,
  overlays: facts.overlays.map(({ key, label }) => [key, label]),
  coloured: facts.coloured ? ["plain", "encrypted", "reassembled"].map((name) => source(`${name}-colour`)) : null,
  levels: facts.levels,
  colours: facts.colours,
  view: facts.view,
};

// Pictures that only bits are read from are named as the others are.
const planes = facts.planes.map((channel) => ({ ...channel, pictures: channel.pictures?.map(source) ?? null }));

// Whole numbers from 0 to 65535, two bytes each, for every pair of blocks.
const tables = Object.fromEntries(
  Object.entries(facts.tables).map(([name, packed]) => {
    const bytes = Uint8Array.from(atob(packed), (byte) => byte.charCodeAt(0));
    return [name, new DataView(bytes.buffer)];
  }),
);

function rowOf(name, block) {
  const count = data.match.length;
  const value = (place) => tables[name].getUint16(2 * (block * count + place), true) / 65535;
  return Array.from({ length: count }, (_, place) => value(place));
}

// Similarity of a plain block to every encrypted one, and those most alike in order; null
// where the tables were left out. The match comes first: rounding may have made others equal.
function similarities(block) {
  if (block === null) return null;
  // Of the search over turned pieces the best match alone is known.
  if (data.turned) return { block, values: null, order: [data.match[block]], ranked: [data.degree[block]] };
  if (!tables.sim) return null;
  const name = ROWS[data.overlay.key] ?? "sim";
  const [values, sim] = [rowOf(name, block), rowOf("sim", block)];
  const match = data.match[block];
  const others = sim.map((_, place) => place).filter((place) => place !== match);
  const order = [match, ...others.sort((a, b) => sim[b] - sim[a])].slice(0, facts.ranks);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { block, name, values, low, high, order, ranked: order.map((place) => sim[place]) };
}

function show(change) {
  data = { ...data, ...change };
  const { key } = data.overlay;
  data.row = data.point ? similarities(blockOf(...data.point, data)) : null;
  data.planes = key === "bits" ? planes : null;
  data.maps = facts.maps.includes(key) ? [source(`${key}-plain`), source(`${key}-encrypted`)] : null;
  view.update(data);
}

// A canvas takes a pin from outside only when it is new.
function renew(change) {
  parent?.remove();
  parent = document.createElement("div");
  root.append(parent);
  view = createView(parent);
  view.report = (name, value) => {
    if (name === "pin") show({ point: value?.length ? value : null });
    if (name === "view") data.view = value;
  };
  view.ask = (_, asked) => show({ overlay: facts.overlays.find(({ key }) => key === asked) });
  show(change);
}

for (const button of document.querySelectorAll("button[data-block]")) {
  button.addEventListener("click", () => {
    host.scrollIntoView({ block: "nearest" });
    renew({ point: middle(Number(button.dataset.block), data) });
  });
}

renew({});
