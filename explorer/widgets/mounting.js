// A component is built once in each place; later steps of the page update what is there.

// Returns a function that gives what was built in a place: `build(parent, data)` makes it, with
// the `element` that stands there.
export function mounting(build) {
  const mounted = new WeakMap();
  return (parent, data) => {
    let view = mounted.get(parent);
    // The page may have emptied the place since.
    if (!view || !parent.contains(view.element)) {
      view = build(parent, data);
      mounted.set(parent, view);
    }
    return view;
  };
}
