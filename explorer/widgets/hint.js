// One line for a first visit; once put away it stays away in this browser.

const NAME = "showthrough-hint";
const DONE = "seen";

export default function mount({ data, parentElement }) {
  if (parentElement.querySelector(".hint")) return;
  if (remembered()) return collapse(parentElement);
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = data.text;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Got it";
  button.addEventListener("click", () => {
    remember();
    hint.remove();
    collapse(parentElement);
  });
  hint.append(button);
  parentElement.append(hint);
}

// Nothing is left of it, not even the gap around it.
function collapse(parent) {
  const element = parent.getRootNode().host ?? parent;
  const container = element.closest('[data-testid="stElementContainer"]');
  if (container) container.style.display = "none";
}

// A browser may keep nothing, or refuse to say: then the line comes again next time.
function remembered() {
  try {
    return localStorage.getItem(NAME) === DONE;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(NAME, DONE);
  } catch {
    // It is put away until the page is opened again.
  }
}
