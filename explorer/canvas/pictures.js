// Pictures by address: loaded once, halved where they are shown small, differenced once.

import { differencePicture } from "./pixels.js";
import { createPlanes } from "./planes.js";

const PAIRS = 2; // differences that are kept: of the encrypted and the reassembled picture

// `changed` is called when a picture has come.
export function createPictures(changed) {
  const loaded = new Map(); // address -> { image, halves: pictures of 1/2, 1/4, ... the size }
  const differences = new Map(); // both addresses -> what differencePicture gave
  const last = new Map(); // role -> what was shown there last
  let pair = null; // address of the plain picture that they belong to

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
    return get(address) && halved(loaded.get(address), zoom);
  }

  // One picture; until it is loaded, another one of the same pixels if that is.
  function either(address, other, zoom) {
    return at(address, zoom) ?? (loaded.has(other) ? at(other, zoom) : undefined);
  }

  // For pictures that change with every step of a slider: the last one stays until the next
  // is loaded, so that nothing flickers.
  function lasting(role, address, zoom) {
    return hold(role, address, at(address, zoom));
  }

  function hold(role, address, source) {
    if (source) last.set(role, source);
    return address && (source ?? last.get(role));
  }

  const planes = createPlanes(get);

  // A bit plane of a picture, or of what differs between two: as long as it is looked at.
  function plane(role, band, addresses, number, colours, zoom) {
    const source = planes.painted(band, addresses, number, halvings(zoom), colours);
    if (source) wholes.set(source, sizeOf(get(addresses[0])));
    return hold(role, addresses[0], source);
  }

  // Where `laid` is given, of those pixels alone.
  function difference(first, second, colours, laid) {
    const [plain, other] = [get(first), get(second)];
    if (!plain || !other) return undefined;
    const both = `${first} ${second}`;
    if (!differences.has(both)) {
      while (differences.size >= PAIRS) differences.delete(differences.keys().next().value);
      differences.set(both, differencePicture(plain, other, colours, laid?.()));
    }
    return differences.get(both);
  }

  // Forget all others; the first is the plain picture. Bit planes are kept where wanted.
  function keep(addresses, withPlanes) {
    planes.keep(withPlanes ? addresses : []);
    for (const address of loaded.keys()) {
      if (!addresses.includes(address)) loaded.delete(address);
    }
    for (const both of differences.keys()) {
      if (!both.split(" ").every((address) => addresses.includes(address))) differences.delete(both);
    }
    if (addresses[0] !== pair) last.clear();
    [pair] = addresses;
  }

  return { get, at, either, lasting, difference, plane, small: planes.small, keep };
}

// How often the sides of a picture can be halved before it is smaller than it is shown.
function halvings(zoom) {
  return Math.max(Math.floor(Math.log2(1 / zoom)), 0);
}

function halved({ image, halves }, zoom) {
  let source = image;
  for (let i = 0; i < halvings(zoom) && source.width > 2 && source.height > 2; i += 1) {
    halves[i] ??= half(source);
    source = halves[i];
  }
  return source;
}

const wholes = new WeakMap(); // smaller picture -> size of the one that it was made of

// Width and height of a picture, or of the one that it is a smaller copy of.
export function sizeOf(source) {
  return wholes.get(source) ?? [source.width, source.height];
}

function half(source) {
  const smaller = new OffscreenCanvas(source.width >> 1, source.height >> 1);
  const context = smaller.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, smaller.width, smaller.height);
  wholes.set(smaller, sizeOf(source));
  return smaller;
}
