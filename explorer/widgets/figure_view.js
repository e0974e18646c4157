// HTML that the page sends, and better HTML fetched once the hand rests.

import { enablePicks, focusedPick, listenPicks, restoreFocus } from "./figure_picks.js";
import { mounting } from "./mounting.js";

const REST = 400; // ms without a step after which the better figure is asked for
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
  parent.append(style, element);

  let data = {};
  let shown = null; // HTML that is drawn
  let loaded = null; // address it came from, if it did
  let timer = 0;
  let asking = null; // AbortController of the request under way

  const show = (content, html, from) => {
    const held = focusedPick(element);
    element.replaceChildren(...content);
    if (data.picks) {
      enablePicks(element);
      restoreFocus(element, held);
    }
    element.classList.remove("old");
    [shown, loaded] = [html, from];
  };

  async function load(address) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(new URL(address, document.baseURI), { signal });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const html = await answer.text();
      const content = parse(html);
      // Swapped when its pictures are there, so that nothing flickers.
      await Promise.all([...content.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
      if (!signal.aborted) show(content.childNodes, html, address);
    } catch (error) {
      if (signal.aborted) return;
      if (shown === null) show(parse("<p>This figure could not be drawn; move any control to try again.</p>").childNodes, null, null);
    }
  }

  listenPicks(element, (pick) => {
    if (!data.picks) return;
    view.ask("pick", pick);
    // What is pinned is seen there.
    document.querySelector(data.picks)?.scrollIntoView({ block: "nearest" });
  });

  const view = {
    element,
    update(now) {
      const first = data.later === undefined;
      const same = now.later === data.later && now.html === data.html;
      data = now;
      element.style.minHeight = `${now.height}px`;
      if (same) return;
      clearTimeout(timer);
      asking?.abort();
      if (now.later && now.later === loaded) return element.classList.remove("old");
      if (now.html !== null && now.html !== shown) show(parse(now.html).childNodes, now.html, null);
      else if (now.html === null) element.classList.add("old");
      if (now.later) timer = setTimeout(load, first ? 0 : REST, now.later);
    },
  };
  return view;
}

function parse(html) {
  const content = document.createElement("div");
  content.innerHTML = html;
  return content;
}
