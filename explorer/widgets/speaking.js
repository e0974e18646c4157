// What a page says as its heading, for those who hear it: once it has rested.

const REST = 500; // ms without another change

// Returns { element, soon(parts) }: the text of the parts is spoken when no other comes.
export function speaking() {
  const element = document.createElement("p");
  element.setAttribute("aria-live", "polite");
  element.style = "position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%)";
  element.className = "verdict-spoken";
  let timer = 0;
  const soon = (parts) => {
    const words = parts.map((part) => part.textContent.trim()).filter(Boolean).join(" ");
    clearTimeout(timer);
    if (words) timer = setTimeout(() => words !== element.textContent && (element.textContent = words), REST);
  };
  return { element, soon };
}
