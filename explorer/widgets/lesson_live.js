// What moves in a step while its slider does: from the numbers that came with the step and the
// values that are tried, new attributes for the parts of the drawing that `data-live` names.

import { colourOf } from "../canvas/colours.js";
import { appearance, degree, floats, overlap, pooled, structure } from "./lesson_sums.js";

const CURVE = 100; // steps of a curve
const KINDS = { search, appearance: likeness, structure: edges, degree: corrected, weight, pooling, histogram, score };

// The result of a step for what is tried, and attributes by the name of a part. `text` is its
// content and `drawn` its picture.
export function moved(numbers, tried) {
  const seen = KINDS[numbers.kind](numbers, tried);
  return { ...seen, value: { text: seen.value.toFixed(3) } };
}

// Lays what moved over a drawing.
export function lay(element, seen) {
  for (const part of element.querySelectorAll("[data-live]")) {
    for (const [name, value] of Object.entries(seen[part.dataset.live] ?? {})) {
      if (name === "text") part.textContent = value;
      else if (name === "html") part.innerHTML = value;
      else if (name === "drawn") part.setAttribute("href", drawn(value));
      else part.setAttribute(name, value);
    }
  }
}

const across = ([left, right], value) => left + value * (right - left);
const up = ([, , top, bottom], value) => bottom - value * (bottom - top);
const line = (area, values) =>
  "M" + values.map((value, place) => `${across(area, place / (values.length - 1)).toFixed(1)} ${up(area, value).toFixed(1)}`).join("L");
const column = (area, value) => ({ y: up(area, value).toFixed(1), height: (up(area, 0) - up(area, value)).toFixed(1) });

function drawn({ width, colours }) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height: colours.length / width });
  const pixels = canvas.getContext("2d").createImageData(width, canvas.height);
  colours.forEach((colour, place) => pixels.data.set(colour, 4 * place));
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

function search({ likeness: found, places, columns, side, area }, { rank }) {
  const place = places[rank - 1];
  const [x, y] = [(place % columns) * side, Math.floor(place / columns) * side];
  const at = across(area, (rank - 1) / Math.max(places.length - 1, 1)).toFixed(1);
  return {
    value: found[rank - 1],
    other: { style: `transform: translate(${x}px, ${y}px)`, visibility: rank > 1 ? "visible" : "hidden" },
    rank: { d: `M${at} ${area[2]}V${area[3]}` },
  };
}

function likeness({ plain, encrypted, side, colours, area }, { beta, gamma }) {
  const { value, terms, shares } = appearance({ plain: floats(plain), encrypted: floats(encrypted), side }, beta, gamma);
  const top = Math.max(1.1 * Math.max(...shares), 0.2);
  const level = up(area, 0.1 / top).toFixed(1);
  const columns = shares.map((share, place) => [`tenth${place}`, column(area, share / top)]);
  return {
    value,
    large: { drawn: { width: side, colours: Array.from(terms, (term) => [...colourOf(term, colours), 255]) } },
    top: { text: `${Math.round(100 * top)}%` },
    even: { d: `M${area[0]} ${level}H${area[1]}` },
    ...Object.fromEntries(columns),
  };
}

function edges({ plain, encrypted, side, layers, full }, { threshold, shift }) {
  const seen = structure({ plain: floats(plain), encrypted: floats(encrypted), side }, threshold, shift);
  const most = Math.max(full, seen.union, 1);
  const width = (share) => ({ style: `width: ${(100 * share).toFixed(2)}%` });
  const parts = layers.flatMap((colour, layer) => [
    [`layer${layer}`, { drawn: { width: side, colours: seen.layers[layer].map((mark) => (mark ? [...colour, 255] : [0, 0, 0, 0])) } }],
    [`count${layer}`, width(seen.counts[layer] / most)],
    [`number${layer}`, { text: ` ${seen.counts[layer]}` }],
  ]);
  return {
    ...Object.fromEntries(parts),
    value: seen.value,
    earned: width(seen.points / most),
    points: { text: seen.points.toFixed(1) },
    union: { text: String(seen.union) },
    strict: width(seen.strict),
    overlap: { text: seen.strict.toFixed(4) },
    share: width(seen.value),
    similarity: { text: seen.value.toFixed(4) },
  };
}

function corrected({ uses, in_use: own, area }, { sim_a: a, sim_s: s }) {
  const values = Array.from({ length: CURVE + 1 }, (_, place) => degree(a, place / CURVE));
  const away = a !== own[0] || s !== own[1];
  return {
    value: uses ? degree(a, s) : a,
    tried: { cx: across(area, a).toFixed(1), cy: up(area, s).toFixed(1), visibility: away ? "visible" : "hidden" },
    curve: { d: line(area, values) },
    here: { cx: across(area, s).toFixed(1), cy: up(area, degree(a, s)).toFixed(1) },
  };
}

function weight({ spread, most, colours }, { nrd }) {
  const value = (1 - nrd) * spread;
  return { value, own: { fill: `rgb(${colourOf(value / most, colours)})` } };
}

function pooling({ degrees, weights, printed, columns, colours, area }, { gamma }) {
  const { value, shares } = pooled(degrees, weights, gamma, printed);
  const most = Math.max(...shares) || 1;
  const running = [0];
  for (const share of [...shares].sort((a, b) => b - a)) running.push(running.at(-1) + share);
  const half = running.findIndex((total) => total >= running.at(-1) / 2) / shares.length;
  return {
    value,
    cells: { drawn: { width: columns, colours: shares.map((share) => [...colourOf(share / most, colours), 255]) } },
    curve: { d: line(area, running) },
    half: { d: `M${across(area, half).toFixed(1)} ${area[2]}V${area[3]}` },
  };
}

function histogram({ cells, bins: ends, area }, { bins }) {
  const [plain, encrypted] = cells.map((shares) => {
    const binned = new Array(bins).fill(0);
    shares.forEach((share, place) => (binned[ends[bins - 2][place]] += share));
    return binned;
  });
  const { value, means } = overlap(plain, encrypted);
  const top = Math.sqrt(Math.max(...plain, ...encrypted));
  const bar = (share, place, start, kind) => {
    const [left, right] = [place + start, place + start + 0.28].map((at) => across(area, at / bins));
    const { y, height } = column(area, Math.sqrt(share) / top);
    return `<rect class="bar ${kind}" x="${left.toFixed(1)}" y="${y}" width="${(right - left).toFixed(1)}" height="${height}"/>`;
  };
  const columns = plain.map((share, place) =>
    bar(share, place, 0.06, "sp") + bar(encrypted[place], place, 0.36, "se") + bar(means[place], place, 0.66, "so"));
  return { value, columns: { html: columns.join("") }, top: { text: `${Math.round(100 * top ** 2)}%` } };
}

function score({ rd, below, unit }, { gs }) {
  const y = below - (1 + gs) * unit;
  return {
    value: rd * (1 + gs),
    added: { y: y.toFixed(1), height: (gs * unit).toFixed(1) },
    named: { y: (below - (1 + gs / 2) * unit + 4).toFixed(1), visibility: gs ? "visible" : "hidden" },
    sum: { y: (y + 10).toFixed(1), text: `1 + GS ${(1 + gs).toFixed(2)}` },
  };
}
