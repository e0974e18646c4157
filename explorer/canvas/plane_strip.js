// All bit planes of both pictures at once, to choose one from.

import { PLANES } from "./bits.js";
import { levelColours } from "./colours.js";
import { paintLevels } from "./pixels.js";

const NUMBERS = Array.from({ length: PLANES }, (_, i) => PLANES - i);

const MARKUP = `
  <p class="bits" hidden><span id="bits-of">Bits of</span>
    <span class="segments" role="group" aria-labelledby="bits-of"></span></p>
  <div class="planes" role="radiogroup" aria-label="Bit plane" hidden>
    ${NUMBERS.map(
      (number) => `<label title="Keys &lt; and &gt;"><input type="radio" name="plane" value="${number}">
        <img class="over" alt=""><img class="under" alt=""><span><b>${number}</b> <span class="share"></span></span></label>`,
    ).join("")}
  </div>
  <p class="plane" hidden><b></b> Above: the plain picture, below: the encrypted one, and the share of pixels with the same bit in both. Keys &lt; and &gt; step.</p>`;

// Fill the start of an element; `act` is called when a plane or a channel is chosen.
export function buildPlaneStrip(element, act) {
  element.insertAdjacentHTML("afterbegin", MARKUP);
  const [strip, line, channels] = [".planes", ".plane", ".bits"].map((part) => element.querySelector(part));
  const choices = [...strip.querySelectorAll("label")].map((label) => ({
    button: label.querySelector("input"),
    share: label.querySelector(".share"),
    pictures: [...label.querySelectorAll("img")],
  }));
  const drawn = [null, null]; // what the upper and the lower pictures show
  for (const { button } of choices) {
    button.addEventListener("change", () => act("planeTo", Number(button.value)));
  }

  // `smalls` of the plain and the encrypted picture, undefined until they have come.
  return function show({ planes: all, bits, colours }, plane, smalls) {
    for (const part of [strip, line]) part.hidden = !bits;
    channels.hidden = !bits || all.length < 2;
    if (!bits) return;
    showChannels(channels.lastElementChild, all, bits, act);
    const { planes } = bits;
    line.firstElementChild.textContent = planes[PLANES - plane].words;
    choices.forEach(({ button, share }, i) => {
      button.checked = PLANES - i === plane;
      button.setAttribute("aria-label", `${planes[i].number}: ${planes[i].share} of the bits are equal`);
      share.textContent = planes[i].share;
    });
    smalls.forEach((small, row) => {
      if (!small || small === drawn[row]) return;
      drawn[row] = small;
      const table = levelColours(colours);
      choices.forEach(({ pictures }, i) => {
        pictures[row].src = address(small.planes[i], small.size, table);
      });
    });
  };
}

// One button for each channel that there are planes of.
function showChannels(group, all, chosen, act) {
  const keys = all.map(({ key }) => key).join(" ");
  if (group.dataset.keys !== keys) {
    group.dataset.keys = keys;
    group.replaceChildren(
      ...all.map(({ key, label }) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: label, title: "Key B" });
        button.dataset.bits = key;
        button.addEventListener("click", () => act("bitsTo", key));
        return button;
      }),
    );
  }
  for (const button of group.children) {
    button.setAttribute("aria-pressed", button.dataset.bits === chosen.key);
  }
}

function address(shares, size, table) {
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = size;
  picture.getContext("2d").drawImage(paintLevels(shares.map((share) => 255 * share), size, table), 0, 0);
  return picture.toDataURL();
}
