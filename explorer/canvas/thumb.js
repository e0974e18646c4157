// Scrolling the page with a thumb must not move a slider that the thumb touches.

const MEANT = 8; // CSS pixels along the slider after which a touch counts as a drag

// Call `moved` when a hand or a key moves a range input. A finger's first touch moves it as
// well, in every browser; that counts once the finger goes along the slider or is lifted,
// and not if the page scrolls. `released` is called when it is let go.
export function listenRange(input, moved, released = () => {}) {
  let touch = null; // a touch that may still be a scroll: { x, before, wanted }

  const decide = () => {
    const { wanted } = touch;
    touch = null;
    if (wanted === null) return;
    input.value = wanted;
    moved();
  };
  input.addEventListener("pointerdown", ({ pointerType, clientX }) => {
    if (pointerType === "touch") touch = { x: clientX, before: input.value, wanted: null };
  });
  input.addEventListener("pointermove", ({ clientX }) => {
    if (touch && Math.abs(clientX - touch.x) >= MEANT) decide();
  });
  input.addEventListener("pointerup", () => {
    if (touch) decide();
    released();
  });
  input.addEventListener("change", released); // by a key, too
  input.addEventListener("pointercancel", () => {
    touch = null;
  });
  input.addEventListener("input", () => {
    if (!touch) return moved();
    touch.wanted = input.value;
    input.value = touch.before;
  });
}
