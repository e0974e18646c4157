// A Plotly chart that stays mounted: new numbers are drawn into the chart that is there.
//
// The chart says what it shows: data-drawn counts the figures that were drawn into it.

import { mounting } from "./mounting.js";

const CONFIG = { displayModeBar: false };
const viewIn = mounting(build);
let loading = null; // promise of Plotly, which all charts share

export default function mount(component) {
  const { data, parentElement, setTriggerValue } = component;
  const view = viewIn(parentElement);
  view.report = setTriggerValue;
  view.update(data);
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "chart";
  element.setAttribute("role", "figure");
  element.dataset.drawn = "0";
  parent.append(element);
  const view = { element, report: () => {}, update };
  let data = null;
  let drawn = null; // JSON of the figure that is drawn
  let busy = false;

  function update(now) {
    data = now;
    element.setAttribute("aria-label", data.alt);
    element.style.minHeight = `${data.height}px`;
    draw();
  }

  async function draw() {
    if (busy || data.figure === drawn) return;
    busy = true;
    try {
      const plotly = await load(data.library);
      // What came meanwhile is drawn at once, what it replaced never.
      while (data.figure !== drawn && element.isConnected) {
        const figure = data.figure;
        const first = drawn === null;
        const { data: traces, layout } = JSON.parse(figure);
        const family = getComputedStyle(parent).fontFamily;
        layout.font = { ...layout.font, family };
        layout.hoverlabel = { font: { family } };
        const under = hovered(element);
        await plotly.react(element, traces, layout, CONFIG);
        drawn = figure;
        element.dataset.drawn = String(Number(element.dataset.drawn) + 1);
        if (first) listen(plotly);
        // A drawn figure has lost the label of the point under the pointer.
        if (under) plotly.Fx.hover(element, [under]);
      }
    } catch {
      element.textContent = "This chart could not be drawn. The numbers are in the files.";
    } finally {
      busy = false;
    }
  }

  function listen(plotly) {
    element.on("plotly_click", ({ points }) => {
      const name = points[0]?.customdata;
      if (data.opens && name !== undefined) view.report("point", name);
    });
    new ResizeObserver(() => {
      if (element.clientWidth > 0) plotly.Plots.resize(element);
    }).observe(parent);
  }

  return view;
}

// Point under the pointer that a chart still has, as Plotly names points.
function hovered(element) {
  const under = element.matches(":hover") ? element._hoverdata?.[0] : null;
  return under ? { curveNumber: under.curveNumber, pointNumber: under.pointNumber } : null;
}

// Plotly, fetched when the first chart is drawn.
function load(address) {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI).href;
    script.onload = () => done(window.Plotly);
    script.onerror = () => {
      loading = null; // asked for again with the next figure
      failed(new Error(address));
    };
    document.head.append(script);
  });
  return loading;
}
