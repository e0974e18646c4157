// The lane: a socket of our own, by which numbers follow a hand without a run of the page.
//
// Sliders ask, and the canvas and the figures draw what comes back: all import this module, so
// there is one lane on a page. One question is under way at a time, and the newest value takes
// the place of one that waits. Streamlit hears of a value when it rests; until a run has brought
// it, what an older run brings is not drawn.

import { unpack } from "./lane_answer.js";

const LANE = "showthrough/lane"; // as in explorer/session/lane
const SLOW = 100; // ms after which what is shown is greyed, until the answer is there
const TRIES = 3; // sockets that may fail one after the other

// `connect(token)` opens a socket, `mark(moves)` hears whether what follows at rest is old.
export function createLane(connect, mark = () => {}) {
  const held = {}; // constants that a hand moved, until a run brings them
  const watchers = new Set();
  let lastRun = null; // { token, scene, constants } of the last run; null where nothing follows
  let element = null; // the canvas: where it stands on no page, nothing follows
  let socket = null;
  let failed = 0;
  let count = 0;
  let under = null; // timer of the question under way
  let next = false; // whether another one is to follow it
  let tired = false; // whether the page has to answer, until its next run
  let drawn = null; // the last answer, until a run brings as much

  const each = (name, ...about) => [...watchers].forEach((watcher) => watcher[name]?.(...about));
  const holds = () => Object.keys(held).length > 0;
  const open = () => socket?.readyState === 1;

  function release(names) {
    for (const name of names) delete held[name];
    if (holds()) return;
    drawn = null;
    each("late", false);
    mark(false);
  }

  function send() {
    next = false;
    if (!holds() || !open()) return;
    count += 1;
    under = setTimeout(each, SLOW, "late", true);
    socket.send(JSON.stringify([count, held]));
  }

  function take(answer) {
    if (answer.count !== count) return;
    clearTimeout(under);
    under = null;
    if (answer.rest) {
      next = false;
      tired = true;
      each("lost");
      return;
    }
    if (next) send(); // first, so that it is answered while this one is drawn
    if (!holds() || answer.scene !== lastRun?.scene) return;
    drawn = answer;
    each("late", false);
    each("draw", answer);
    mark(true);
  }

  function lose(which) {
    if (which !== socket) return;
    clearTimeout(under);
    [socket, under, next] = [null, null, false];
    failed += 1;
    each("late", false);
    each("lost");
  }

  function ensure(token) {
    if (socket?.token === token || failed >= TRIES) return;
    const before = socket;
    clearTimeout(under);
    [socket, under, next] = [null, null, false];
    before?.close();
    const mine = (socket = connect(token));
    mine.token = token;
    mine.binaryType = "arraybuffer";
    mine.onopen = () => (failed = 0);
    mine.onmessage = ({ data }) => mine === socket && take(unpack(data));
    mine.onclose = () => lose(mine);
  }

  return {
    // Hear of answers: { draw(answer), late(whether), lost() }, of which each may be missing.
    watch(watcher) {
      watchers.add(watcher);
    },
    unwatch(watcher) {
      watchers.delete(watcher);
    },
    // The last answer, as long as it is newer than what runs have brought.
    get drawn() {
      return drawn;
    },
    // Whether a run's numbers are as new as the hand: else they are not drawn.
    brings(now) {
      if (!now || now.scene !== lastRun?.scene) return true;
      return Object.entries(held).every(([name, value]) => now.constants[name] === value);
    },
    // Follow a run of the page, which has drawn the canvas.
    follow(canvas, now) {
      const other = !now || now.token !== lastRun?.token || now.scene !== lastRun?.scene;
      [element, lastRun, tired] = [canvas, now ?? null, false];
      const brought = Object.keys(held).filter((name) => other || now.constants[name] === held[name]);
      if (brought.length) release(brought);
      if (now) ensure(now.token);
    },
    // Ask for a constant's value; false where Streamlit has to be asked.
    ask(name, value) {
      if (!lastRun || tired || !element?.isConnected || !open()) return false;
      held[name] = value;
      if (under === null) send();
      else next = true;
      return true;
    },
  };
}

function connected(token) {
  const address = new URL(`${LANE}/${token}`, document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  return new WebSocket(address);
}

// The page fades what follows at rest.
function marked(moves) {
  if (moves) document.documentElement.dataset.hand = "moves";
  else delete document.documentElement.dataset.hand;
}

export const lane = createLane(connected, marked);
