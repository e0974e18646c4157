// One tab stop for a row of buttons: on the one that is pressed, else the first. Arrows move
// along the row, Home and End go to its ends, and Enter or Space chooses.

// Make a row so; returns a function to call when its buttons or what is pressed have changed.
export function roving(row) {
  const buttons = () => [...row.querySelectorAll("button:not([disabled])")];

  function stop(at) {
    for (const button of buttons()) button.tabIndex = button === at ? 0 : -1;
  }

  function follow() {
    // The focus keeps the stop as long as it is in the row.
    const root = row.getRootNode();
    const held = row.contains(root.activeElement) ? root.activeElement : null;
    const all = buttons();
    stop(held ?? all.find((button) => button.getAttribute("aria-pressed") === "true") ?? all[0]);
  }

  row.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = all.at(to % all.length);
    stop(next);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  row.addEventListener("focusout", ({ relatedTarget }) => {
    if (!row.contains(relatedTarget)) follow();
  });
  follow();
  return follow;
}
