// The heading of a step. Where another step opens, who reads goes on here: the keyboard's
// focus and the page move to it.

export default function mount({ data, parentElement }) {
  let heading = parentElement.querySelector("h1");
  if (!heading) {
    heading = document.createElement("h1");
    heading.tabIndex = -1; // by script alone, not one more stop for Tab
    parentElement.append(heading);
  }
  const before = heading.dataset.step;
  heading.dataset.step = data.step;
  heading.textContent = data.text;
  if (before === undefined || before === String(data.step)) return;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "nearest" });
}
