// The heading of a step. Where another step opens, who reads goes on here: the keyboard's
// focus and the page move to it.

let shown; // the step that was drawn last, wherever its heading stood

export default function mount({ data, parentElement }) {
  let heading = parentElement.querySelector("h1");
  if (!heading) {
    heading = document.createElement("h1");
    heading.tabIndex = -1; // by script alone, not one more stop for Tab
    parentElement.append(heading);
  }
  const before = shown;
  shown = data.step;
  heading.textContent = data.text;
  if (before === undefined || before === data.step) return;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "nearest" });
}
