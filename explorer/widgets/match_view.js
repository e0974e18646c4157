// The view as a component of Streamlit.

import { createView } from "../canvas/view.js";
import { awaiting } from "./awaited.js";
import { lane } from "./lane.js";
import { mounting } from "./mounting.js";

const MENU = ".st-key-take_home"; // what is taken home
const FRAME = ".st-key-seen"; // around the canvas and the menu

const viewIn = mounting(build);

export default function mount(component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const view = viewIn(parentElement);
  // An empty list says that the pin was lifted; nothing, that it never was there.
  const { epoch, pins } = data;
  view.report = (name, value) => setStateValue(name, { epoch, pins, value: value ?? [] });
  view.ask = setTriggerValue;
  view.follow(data);
}

// What may come later, by the name of its address: the matches to number, where noise has to be
// measured first, and what is offered about turned pieces, once they have been searched.
const LATER = { numbered_later: "numbered", turns_later: "turns" };

function build(parent) {
  const view = createView(parent);
  keepRoom(view.element);
  let data = null;
  const loaded = {}; // name of what comes later -> [address, what came from there], the last alone
  // What is there by now, in the place of what the page knew.
  const known = (now) =>
    Object.fromEntries(
      Object.entries(LATER).map(([later, name]) => {
        const [address, value] = loaded[later] ?? [];
        return [name, now[later] && address === now[later] ? value : now[name]];
      }),
    );
  // What the hand has moved to is newer than what the page knows.
  const show = (answer) => {
    const newer = answer && { ...answer.drawn, moves: true, point: data.point, overlay: { ...data.overlay, ...answer.drawn.overlay } };
    view.update({ ...data, ...known(data), ...newer });
  };
  const watcher = {
    draw(answer) {
      if (!view.element.isConnected) return lane.unwatch(watcher);
      show(answer);
      // At once, since it has been waited for: an input event comes but once a frame.
      view.paint();
    },
  };
  const awaited = Object.keys(LATER).map((later) => [
    later,
    awaiting({
      show(_, json, address) {
        loaded[later] = [address, JSON.parse(json)];
        show(lane.drawn);
      },
      fail() {}, // then there is nothing
    }),
  ]);
  view.follow = (now) => {
    data = now;
    lane.watch(watcher);
    lane.follow(view.element, now.lane);
    show(lane.drawn);
    for (const [later, waiting] of awaited) {
      waiting.stop();
      if (now[later] && loaded[later]?.[0] !== now[later]) waiting.start(now[later]);
    }
  };
  return view;
}

// Room in the head for the page's own menu, and where it is: the page lays its menu there.
function keepRoom(element) {
  const room = document.createElement("div");
  room.className = "room";
  element.querySelector(".more").after(room);
  const tell = () => {
    const menu = document.querySelector(MENU);
    const frame = menu?.closest(FRAME);
    // What stood here before may still hear of its size.
    if (!frame || !room.getClientRects().length) return;
    const button = menu.querySelector("button")?.getBoundingClientRect();
    Object.assign(room.style, { width: `${button?.width ?? 0}px`, height: `${button?.height ?? 0}px` });
    const [here, there] = [room, frame].map((part) => part.getBoundingClientRect());
    document.documentElement.style.setProperty("--save-x", `${here.left - there.left}px`);
    document.documentElement.style.setProperty("--save-y", `${here.top - there.top}px`);
  };
  const sizes = new ResizeObserver(tell);
  for (const part of [element, element.querySelector(".heads")]) sizes.observe(part);
  // The page draws its menu after the canvas.
  const watch = new MutationObserver(() => {
    const menu = document.querySelector(MENU);
    if (!menu) return;
    watch.disconnect();
    sizes.observe(menu);
  });
  watch.observe(document.body, { childList: true, subtree: true, attributes: true });
}
