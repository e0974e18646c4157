// What is pinned, which of its matches is looked at, and what is in focus.

import { blockOf, middle } from "./geometry.js";

// A pin: `block` and `rank` of its match that is outlined. `repaint` is called when it moves,
// `report(name, value)` with the "pin", a point of the image or null, and the "rank".
export function createPin(repaint, report) {
  const pin = { block: null, rank: 1 };
  let data = null;
  let point = null; // in pixels of the image: it stays when the grid changes

  // Follow a step's numbers, and the point where one is given from outside.
  pin.follow = (now, given) => {
    if (given !== undefined) point = given;
    const before = pin.block;
    data = now;
    pin.block = point && blockOf(...point, now);
    // Another grid has other matches. Not reported from here, since this answers a report.
    if (pin.rank > 1 && (pin.block !== before || pin.rank > (now.row?.order.length ?? pin.rank))) {
      pin.rank = 1;
      setTimeout(() => report("rank", 1));
    }
  };

  pin.set = (block) => {
    if (block === pin.block) return;
    pin.block = block;
    point = block === null ? null : middle(block, data);
    repaint();
    if (pin.rank !== 1) pin.look(1);
    report("pin", point);
  };

  // Look at the match of a rank.
  pin.look = (rank) => {
    pin.rank = rank;
    repaint();
    report("rank", rank);
  };

  // Matches of the pinned block, best first; none until the server has sent them.
  pin.ranking = () => (data.row?.block === pin.block ? data.row.order : null);

  // Hovering looks around; without it the pinned block is in focus, with the block that it
  // is shown to match. `hover` is { name, pixel } where it points, or null.
  pin.focus = (hover) => {
    const none = { plain: null, encrypted: null, target: null, rank: 1, pin: pin.block };
    const block = hover && blockOf(...hover.pixel, data);
    if (hover?.name === "encrypted") return { ...none, encrypted: block };
    const plain = hover ? block : pin.block;
    if (plain === null) return none;
    const walked = plain === pin.block && pin.rank > 1 && pin.ranking();
    const target = walked ? walked[pin.rank - 1] : data.match[plain];
    return { ...none, plain, target, rank: walked ? pin.rank : 1 };
  };

  return pin;
}
