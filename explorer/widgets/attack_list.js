// The list of attacks. A row is a button: it shows what an attack made, and runs a slow one.
//
// The list says what it shows: data-attack (the open row) and data-done (rows with a result).

import { roving } from "../canvas/roving.js";
import { mounting } from "./mounting.js";

const listIn = mounting(build);

export default function mount({ data, parentElement, setStateValue }) {
  const list = listIn(parentElement);
  list.tell = setStateValue;
  list.update(data);
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "attacks";
  element.innerHTML = `
    <div class="line heads" aria-hidden="true">
      <span></span><span>Attack</span>
      <span class="ends"><span>0</span><span>VSI</span><span class="end"></span></span>
      <span>Before, after</span><span class="gain">Gain over noise</span>
    </div>
    <div class="rows" role="group" aria-label="Attacks"></div>`;
  parent.append(element);
  const group = element.querySelector(".rows");
  const list = { element, tell: () => {} };
  const rows = new Map(); // key -> { place, button, drawn }
  let data = null;
  let sent = null; // a choice that left and has not come back
  const follow = roving(group);

  function choose(key) {
    sent = key;
    list.tell("attack", key);
    draw();
  }

  function draw() {
    const open = sent ?? data.attack;
    const keys = data.rows.map(({ key }) => key);
    for (const [key, { place }] of rows) {
      if (keys.includes(key)) continue;
      place.remove();
      rows.delete(key);
    }
    const held = parent.getRootNode().activeElement?.dataset?.key;
    data.rows.forEach((row, at) => {
      if (!rows.has(row.key)) rows.set(row.key, newRow(row.key));
      const known = rows.get(row.key);
      const drawn = JSON.stringify([row, row.key === open]);
      if (known.drawn !== drawn) drawRow(known, row, row.key === open);
      known.drawn = drawn;
      if (group.children[at] !== known.place) group.insertBefore(known.place, group.children[at] ?? null);
    });
    if (held) rows.get(held)?.button.focus({ preventScroll: true });
    element.querySelector(".end").textContent = data.end;
    element.classList.toggle("unscored", !data.rows.some(({ scores }) => scores));
    const done = data.rows.filter(({ kind }) => kind === "done").length;
    Object.assign(element.dataset, { attack: open, done });
    follow();
  }

  function newRow(key) {
    const place = document.createElement("div");
    place.className = "row";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "line";
    button.dataset.key = key;
    button.addEventListener("click", () => choose(key));
    place.append(button);
    return { place, button, drawn: "" };
  }

  list.update = (now) => {
    data = now;
    if (sent === now.attack || !now.rows.some(({ key }) => key === sent)) sent = null;
    draw();
  };
  return list;
}

function drawRow({ place, button }, row, open) {
  place.className = `row ${row.kind}${open ? " open" : ""}${isGain(row) ? " shows" : ""}`;
  button.setAttribute("aria-pressed", String(open));
  button.setAttribute("aria-label", row.kind === "ready" ? `Run ${row.spoken}` : row.spoken);
  const name = node("span", "name", row.label);
  if (row.note) name.append(node("small", "", row.note));
  const last = node("span", "gain", row.gain ?? "");
  if (row.word) last.append(node("small", "", row.word));
  if (row.kind === "ready") last.append(node("span", "run", "Run"));
  button.replaceChildren(node("span", "dot", ""), name, scale(row), node("span", "scores", row.scores ?? ""), last);
  place.querySelector(".details")?.remove();
  if (open) place.append(details(row));
}

const isGain = ({ word }) => word?.startsWith("opens") || word?.startsWith("helps");

function node(tag, name, text) {
  return Object.assign(document.createElement(tag), { className: name, textContent: text });
}

// Hatched as far as attacked noise reaches, a ring before and a dot after.
function scale(row) {
  const cell = node("span", "scale", "");
  if (row.after === undefined) return cell;
  const track = node("span", "track", "");
  const part = (name, left, width) => {
    const mark = node("i", name, "");
    mark.style.left = `${left}%`;
    if (width !== undefined) mark.style.width = `${width}%`;
    track.append(mark);
  };
  part("noise", 0, row.noise);
  part("way", Math.min(row.before, row.after), Math.abs(row.after - row.before));
  part("before", row.before);
  part("after", row.after);
  cell.append(track);
  return cell;
}

function details(row) {
  const list = node("dl", "details", "");
  for (const [term, text] of row.details) {
    const pair = document.createElement("div");
    pair.append(node("dt", "", term), node("dd", "", text));
    list.append(pair);
  }
  return list;
}
