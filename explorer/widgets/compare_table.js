// A real table: heads that sort are buttons, and say so to a screen reader.
//
// The table says what it shows: data-sort (the order), data-index (the index whose maps are
// shown) and data-waiting (numbers that are on their way).

import { mounting } from "./mounting.js";

const tableIn = mounting(build);

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const table = tableIn(parentElement);
  table.report = setStateValue;
  table.update(data);
}

// How two rows are ordered: the most leaking first, whatever the index; rows that wait last.
export function order(rows, heads, sort) {
  const back = sort.startsWith("-") ? -1 : 1;
  const name = sort.replace(/^-/, "");
  const column = heads.findIndex((head) => head.key === name);
  const value = (row) => {
    if (name === "spread") return -row.spread.order;
    return column < 0 ? row.number : row.cells[column].order;
  };
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return (x === null) - (y === null) || a.number - b.number;
    return back * (x - y) || a.number - b.number;
  });
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "board";
  element.innerHTML = `
    <div class="scroll" tabindex="0" role="region" aria-label="Every index on every encryption">
      <table><thead><tr></tr></thead><tbody></tbody></table>
    </div>
    <p class="key"><span class="bar" aria-hidden="true"></span><span class="words"></span></p>
    <p class="said" aria-live="polite"></p>`;
  parent.append(element);
  const find = (selector) => element.querySelector(selector);
  const table = { element, report: () => {} };
  let data = null;
  let [sort, index] = ["added", ""];
  const sent = {}; // what left and has not come back yet

  const node = (tag, name, text, more = {}) =>
    Object.assign(document.createElement(tag), { className: name, textContent: text }, more);

  function head(key, label, about) {
    const { heads } = data;
    const cell = node("th", "head", "", { scope: "col" });
    const name = sort.replace(/^-/, "");
    // The most leaking comes first, and so the highest.
    const up = (key === "added") !== sort.startsWith("-");
    if (name === key) cell.setAttribute("aria-sort", up ? "ascending" : "descending");
    if (heads.some((h) => h.key === key)) {
      const chosen = node("button", "name", label, { type: "button", title: `${about}. Press for its maps and how far to trust it.` });
      chosen.setAttribute("aria-pressed", String(key === index));
      chosen.dataset.index = key;
      chosen.onclick = () => choose(key);
      cell.append(chosen);
    } else {
      cell.append(node("span", "name", label, { title: about }));
    }
    const mark = name === key ? (up ? "▲" : "▼") : "↕";
    const sorter = node("button", "sort", mark, { type: "button", title: `Sort by ${label}` });
    sorter.setAttribute("aria-label", `Sort by ${label}`);
    sorter.dataset.sort = key;
    sorter.onclick = () => arrange(sort === key ? `-${key}` : key, label);
    cell.append(sorter);
    return cell;
  }

  function plainHead(label, about) {
    const cell = node("th", "head", "", { scope: "col" });
    cell.append(node("span", "name", label, { title: about }));
    return cell;
  }

  function drawRow(row) {
    const tr = node("tr", "", "");
    const name = node("th", "row", "", { scope: "row" });
    name.append(node("span", "number", `${row.number}`), node("span", "title", row.name), node("span", "detail", row.detail));
    tr.append(name, node("td", "spread", row.spread.text));
    if (row.attacked) {
      const [text, about] = row.attacked;
      const td = node("td", "attacked", "");
      td.append(node("b", "", text), node("span", "detail", about));
      tr.append(td);
    }
    row.cells.forEach((cell, i) => {
      const td = node("td", "cell", "");
      const { key } = data.heads[i];
      if (key === index) td.classList.add("chosen");
      Object.assign(td.dataset, { index: key, encryption: row.number, rank: cell.rank });
      td.style.background = cell.paper;
      td.style.color = cell.ink;
      td.append(node("b", "", cell.text));
      if (cell.rank) {
        const rank = node("span", "rank", `#${cell.rank}`);
        rank.setAttribute("aria-label", `rank ${cell.rank.replace("=", ", shared")}`);
        td.append(rank);
      }
      tr.append(td);
    });
    return tr;
  }

  function draw() {
    // Drawn anew, the focus stays on the button that has it.
    const held = parent.getRootNode().activeElement?.dataset ?? {};
    const { heads, rows } = data;
    const all = [
      head("added", "Encryption", "In the order that they were added"),
      head("spread", "Ranks", "Its best and its worst rank: the further apart, the more the indices disagree"),
      ...(rows.some(({ attacked }) => attacked) ? [plainHead("Best attack", "VSI after the fast attack that gains most, and which one that is")] : []),
      ...heads.map((h) => head(h.key, h.label, h.about)),
    ];
    find("thead tr").replaceChildren(...all);
    find("tbody").replaceChildren(...order(rows, heads, sort).map(drawRow));
    const waiting = rows.flatMap((row) => row.cells).filter((cell) => cell.text === "…").length;
    Object.assign(element.dataset, { sort, index, waiting });
    find(".bar").style.background = `linear-gradient(to right, ${data.colours.map((c) => `rgb(${c})`).join(", ")})`;
    find(".words").textContent = data.reading + (waiting ? ` ${waiting} of ${rows.length * heads.length} numbers are on their way.` : "");
    for (const [kind, value] of Object.entries({ sort: held.sort, index: held.index })) {
      if (value) find(`button[data-${kind}="${value}"]`)?.focus();
    }
  }

  function choose(key) {
    if (key === index) return;
    index = sent.index = key;
    table.report("index", key);
    draw();
  }

  function arrange(now, label) {
    sort = sent.sort = now;
    table.report("sort", now);
    draw();
    find(".said").textContent = `Sorted by ${label}${now.startsWith("-") ? ", the other way round" : ""}.`;
  }

  table.update = (now) => {
    data = now;
    // An answer to an earlier click does not undo a later one.
    const settled = (name, mine) => {
      if (sent[name] === undefined) return now[name];
      if (sent[name] === now[name]) delete sent[name];
      return mine;
    };
    sort = settled("sort", sort);
    index = settled("index", index);
    draw();
  };
  return table;
}
