// HTML that the page sends, and better HTML fetched once the hand rests.

import { awaiting, parse } from "./awaited.js";
import { lane } from "./lane.js";
import { enablePicks, focusedPick, listenPicks, restoreFocus } from "./figure_picks.js";
import { mounting } from "./mounting.js";
import { speaking } from "./speaking.js";

const viewIn = mounting(build);

export default function mount({ data, parentElement, setTriggerValue }) {
  const view = viewIn(parentElement);
  view.ask = setTriggerValue;
  view.update(data);
}

function build(parent) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("../canvas/figures.css", import.meta.url);
  const element = document.createElement("div");
  element.hidden = true; // until it can look as it should
  style.onload = () => (element.hidden = false);
  const speak = speaking();
  parent.append(style, element, speak.element);

  let data = {};
  let shown = null; // HTML that is drawn
  let loaded = null; // address it came from, if it did
  let other = false; // whether something newer is drawn than a run has brought

  const show = (content, html, from) => {
    const held = focusedPick(element);
    element.replaceChildren(...content);
    if (data.picks) {
      enablePicks(element);
      restoreFocus(element, held);
    }
    element.classList.remove("old");
    [shown, loaded] = [html, from];
    speak.soon([...element.querySelectorAll(".verdict, .verdict ~ .why")]);
  };

  const awaited = awaiting({
    show: (content, html, address) => show(content.childNodes, html, address),
    fail() {
      if (shown === null) show(parse("<p>This figure could not be drawn. Move any control to try again.</p>").childNodes, null, null);
    },
  });

  listenPicks(element, (pick) => {
    if (!data.picks) return;
    view.ask("pick", pick);
    // What is pinned is seen there.
    document.querySelector(data.picks)?.scrollIntoView({ block: "nearest" });
  });

  const watcher = {
    draw({ html }) {
      if (!element.isConnected) return lane.unwatch(watcher);
      const now = html[data.follows];
      if (now === undefined) return;
      awaited.stop();
      other = true;
      if (now !== shown) show(parse(now).childNodes, now, null);
    },
    late(whether) {
      if (data.follows) element.classList.toggle("old", whether);
    },
  };

  const view = {
    element,
    update(now) {
      const first = data.later === undefined;
      const same = now.later === data.later && now.html === data.html && !other;
      data = now;
      element.style.minHeight = `${now.height}px`;
      if (now.follows) lane.watch(watcher);
      if (same || !lane.brings(now.lane)) return;
      other = false;
      awaited.stop();
      if (now.later && now.later === loaded) return element.classList.remove("old");
      if (now.html !== null && now.html !== shown) show(parse(now.html).childNodes, now.html, null);
      element.classList.toggle("old", now.html === null);
      if (now.later) awaited.start(now.later, first ? 0 : undefined);
    },
  };
  return view;
}
