// What stands around the pictures of Attack: how they stand, and the states of one of them.

export const MODES = { side: "Side by side", wipe: "Wipe", flip: "Flip" };

const NAMES = ["Encrypted", "Attacked", "Plain"];

const figure = (name) =>
  `<figure class="${name.toLowerCase()}"><figcaption><span class="name"></span> <span class="note"></span></figcaption>
    <canvas role="img"></canvas>
    ${name === "Plain" ? '<div class="hidden"><button type="button" data-do="reveal">Show the plain picture</button></div>' : ""}
  </figure>`;

export const MARKUP = `
    <div class="bar">
      <span class="segments modes" role="group" aria-label="How the pictures stand">
        ${Object.entries(MODES).map(([mode, label]) => `<button type="button" data-mode="${mode}">${label}</button>`).join("")}
      </span>
      <span class="segments which" role="group" aria-label="Picture" hidden>
        ${NAMES.map((name, i) => `<button type="button" data-picture="${i}">${name}</button>`).join("")}
      </span>
      <button type="button" class="reveal" data-do="reveal" hidden>Show the plain picture</button>
      <button type="button" class="whole" data-do="whole" hidden>Whole picture</button>
    </div>
    <div class="grid" tabindex="0" role="group" aria-label="Pictures. Plus and minus zoom, Shift and arrows move them, S, W and F stand them side by side, under a wipe, or one at a time.">
      ${NAMES.map(figure).join("")}
      <div class="handle" role="slider" tabindex="0" aria-label="Wipe between encrypted and attacked" aria-valuemin="0" aria-valuemax="100" hidden></div>
    </div>
    <div class="strip" hidden><p></p><div class="states" role="group" aria-label="Which way up"></div></div>
    <p class="said" aria-live="polite"></p>`;

export function modeOfKey(key) {
  return { s: "side", w: "wipe", f: "flip" }[key];
}

// Press the one button of a row whose data say so.
export function pressed(row, name, value) {
  for (const button of row.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
  }
}

// Show in which states a picture may lie; all their small pictures are one file.
export function showStrip(element, strip) {
  element.hidden = !strip;
  if (!strip) return;
  element.querySelector("p").textContent = strip.words;
  const row = element.querySelector(".states");
  const drawn = JSON.stringify([strip.address, strip.states.map(({ state }) => state)]);
  if (row.dataset.drawn !== drawn) {
    row.replaceChildren(...strip.states.map((each, i) => tile(each, i, strip)));
    row.dataset.drawn = drawn;
  }
  strip.states.forEach(({ state, name, scored }, i) => {
    const button = row.children[i];
    button.setAttribute("aria-pressed", String(state === strip.state));
    button.setAttribute("aria-label", scored ? `${name}, scored` : name);
    button.title = name;
    button.classList.toggle("scored", scored);
  });
}

function tile({ state }, i, { address, side }) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.state = state;
  button.style.backgroundImage = `url("${new URL(address, document.baseURI)}")`;
  button.style.backgroundPosition = `0 ${-i * side}px`;
  return button;
}
