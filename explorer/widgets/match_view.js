// The view as a component of Streamlit.

import { createView } from "../canvas/view.js";
import { awaiting } from "./awaited.js";
import { mounting } from "./mounting.js";

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

// A view that asks for the matches to number where noise has to be measured first.
function build(parent) {
  const view = createView(parent);
  let data = null;
  let loaded = {}; // address -> what came from there, the last alone
  const awaited = awaiting({
    show(_, json, address) {
      loaded = { [address]: JSON.parse(json) };
      view.update({ ...data, numbered: loaded[address] });
    },
    fail() {}, // then there are none
  });
  view.follow = (now) => {
    const later = now.numbered_later;
    data = now;
    awaited.stop();
    view.update({ ...now, numbered: loaded[later] ?? now.numbered });
    if (later && !loaded[later]) awaited.start(later);
  };
  return view;
}
