// Pictures by address: loaded once, halved where they are shown small, differenced once.

import { differencePicture } from "./pixels.js";

const PAIRS = 2; // differences that are kept: of the encrypted and the reassembled picture

// `changed` is called when a picture has come.
export function createPictures(changed) {
  const loaded = new Map(); // address -> { image, halves: pictures of 1/2, 1/4, ... the size }
  const differences = new Map(); // both addresses -> what differencePicture gave

  // A loaded picture, or undefined while it is on its way.
  function get(address) {
    if (!address) return undefined;
    let entry = loaded.get(address);
    if (!entry) {
      const image = new Image();
      image.onload = changed;
      image.src = new URL(address, document.baseURI);
      entry = { image, halves: [] };
      loaded.set(address, entry);
    }
    const { image } = entry;
    return image.complete && image.naturalWidth ? image : undefined;
  }

  // The same, but no larger than twice what is shown at `zoom` device pixels per pixel: a
  // large photograph would cost every frame its whole size otherwise.
  function at(address, zoom) {
    let source = get(address);
    if (!source) return undefined;
    const { halves } = loaded.get(address);
    for (let i = 0; zoom * 2 ** (i + 1) <= 1 && source.width > 2 && source.height > 2; i += 1) {
      halves[i] ??= half(source);
      source = halves[i];
    }
    return source;
  }

  function difference(first, second, colours) {
    const [plain, other] = [get(first), get(second)];
    if (!plain || !other) return undefined;
    const pair = `${first} ${second}`;
    if (!differences.has(pair)) {
      while (differences.size >= PAIRS) differences.delete(differences.keys().next().value);
      differences.set(pair, differencePicture(plain, other, colours));
    }
    return differences.get(pair);
  }

  // Forget all others.
  function keep(addresses) {
    for (const address of loaded.keys()) {
      if (!addresses.includes(address)) loaded.delete(address);
    }
    for (const pair of differences.keys()) {
      if (!pair.split(" ").every((address) => addresses.includes(address))) differences.delete(pair);
    }
  }

  return { get, at, difference, keep };
}

function half(source) {
  const smaller = new OffscreenCanvas(source.width >> 1, source.height >> 1);
  const context = smaller.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, smaller.width, smaller.height);
  return smaller;
}
