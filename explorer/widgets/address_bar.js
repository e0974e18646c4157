// Rewrites the address of the page that is open, without a new entry in the history; and
// keeps entries out that nobody made.

let done = null; // number of the last correction
let watching = false;
let byHand = true; // whether anything was touched since the browser went back or forward

// Once, and for as long as the page is open.
function watch() {
  addEventListener("popstate", () => (byHand = false), true);
  for (const touch of ["pointerdown", "keydown", "drop"]) {
    addEventListener(touch, () => (byHand = true), { capture: true, passive: true });
  }

  // Who goes back faster than pages are drawn is overtaken by a page passed on the way: it
  // would put itself on top of the history, and end the way forward.
  const push = history.pushState;
  history.pushState = function (state, title, url) {
    if (byHand) push.call(this, state, title, url);
  };
}

export default function mount({ data }) {
  if (!watching) {
    watching = true;
    watch();
  }
  if (!data || data.number === done) return;
  done = data.number;
  const url = new URL(location.href);
  // Who went on or back meanwhile stands at another entry, which is not to be touched.
  if (!isAt(url, data.page) || !same(ours(url.searchParams), Object.entries(data.said))) {
    return;
  }
  for (const [name] of ours(url.searchParams)) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(data.says)) url.searchParams.set(name, value);
  history.replaceState(history.state, "", url);
}

// The first page has an empty path too.
function isAt(url, page) {
  const last = url.pathname.replace(/\/$/, "").split("/").pop();
  return last === page || url.pathname.endsWith("/");
}

// Streamlit keeps a few parameters to itself.
function ours(parameters) {
  return [...parameters].filter(([name]) => !/^embed(_options)?$/i.test(name));
}

function same(some, others) {
  const sorted = (entries) => JSON.stringify([...entries].sort());
  return sorted(some) === sorted(others);
}
