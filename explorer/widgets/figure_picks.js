// Parts of a figure that stand for blocks: a click or a key leads to them.
//
// They carry what they stand for as data-pick. A row of a table brings a button of its own;
// the bars and cells of a chart become buttons here, one of which Tab reaches and between
// which the arrow keys move.

const MOVES = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

// Listen to an element whose content may change; `take(pick)` is called with what is chosen.
export function listenPicks(element, take) {
  element.addEventListener("click", (event) => {
    const part = event.target.closest?.("[data-pick]");
    // Words of a row can be marked, to be copied.
    if (!part || !window.getSelection().isCollapsed) return;
    take(part.dataset.pick);
  });
  element.addEventListener("keydown", (event) => {
    const part = event.target.closest?.("svg [data-pick]");
    if (!part) return;
    const all = partsOf(part.ownerSVGElement);
    const move = MOVES[event.key];
    if (event.key === "Enter" || event.key === " ") take(part.dataset.pick);
    else if (move) focus(all[(all.indexOf(part) + move + all.length) % all.length]);
    else if (event.key === "Home") focus(all[0]);
    else if (event.key === "End") focus(all.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

// Make the charts' parts buttons, after their content has come.
export function enablePicks(element) {
  for (const chart of element.querySelectorAll("svg:has([data-pick])")) {
    chart.setAttribute("role", "group");
    partsOf(chart).forEach((part, i) => {
      part.setAttribute("role", "button");
      part.setAttribute("tabindex", i ? -1 : 0);
      const title = part.querySelector("title");
      title.textContent += ". Click to pin, by turns";
      part.setAttribute("aria-label", title.textContent);
    });
  }
}

// What has the focus within an element, to be given it again when its content was replaced.
export function focusedPick(element) {
  const { activeElement } = element.getRootNode();
  return element.contains(activeElement) ? activeElement.dataset.pick : undefined;
}

export function restoreFocus(element, pick) {
  if (pick === undefined) return;
  const fitting = [...element.querySelectorAll("svg [data-pick], button[data-pick]")];
  focus(fitting.find((part) => part.dataset.pick === pick));
}

function partsOf(chart) {
  return [...chart.querySelectorAll("[data-pick]")];
}

function focus(part) {
  if (!part) return;
  for (const other of part.ownerSVGElement ? partsOf(part.ownerSVGElement) : []) {
    other.setAttribute("tabindex", other === part ? 0 : -1);
  }
  part.focus({ preventScroll: true });
}
