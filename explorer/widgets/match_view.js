// The view as a component of Streamlit.

import { createView } from "../canvas/view.js";
import { mounting } from "./mounting.js";

const viewIn = mounting(createView);

export default function mount(component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const view = viewIn(parentElement);
  // An empty list says that the pin was lifted; nothing, that it never was there.
  const { epoch, pins } = data;
  view.report = (name, value) => setStateValue(name, { epoch, pins, value: value ?? [] });
  view.ask = setTriggerValue;
  view.update(data);
}
