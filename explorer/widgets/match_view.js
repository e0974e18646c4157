// The view as a component of Streamlit.

import { createView } from "../canvas/view.js";

const mounted = new WeakMap();

export default function mount(component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  let view = mounted.get(parentElement);
  if (!view || !parentElement.contains(view.element)) {
    view = createView(parentElement);
    mounted.set(parentElement, view);
  }
  // An empty list says that the pin was lifted; nothing, that it never was there.
  const { epoch, pins } = data;
  view.report = (name, value) => setStateValue(name, { epoch, pins, value: value ?? [] });
  view.ask = setTriggerValue;
  view.update(data);
}
