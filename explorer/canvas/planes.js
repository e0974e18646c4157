// Bit planes of pictures that have come, as pictures of their own.

import { differing, reduce, shrink } from "./bits.js";
import { levelColours } from "./colours.js";
import { paintLevels, readLevels } from "./pixels.js";

const SMALL = 96; // pixels of a small picture's longer side
const LONG = 3; // sides of one at most, so that all of a row have room

// `get` gives the picture of an address once it is loaded. Functions take which of a pixel's bytes
// is looked at, and the address of one picture, or of two for the bits that differ between them.
export function createPlanes(get) {
  const known = new Map(); // byte and addresses -> { levels, size, small, plane, times, painted }

  function read(band, addresses) {
    const name = [band, ...addresses].join(" ");
    const images = addresses.map(get);
    if (!known.has(name) && images.every(Boolean)) {
      const size = [images[0].naturalWidth, images[0].naturalHeight];
      const [first, second] = images.map((image) => readLevels(image, 0, 0, ...size, band));
      known.set(name, { levels: second ? differing(first, second) : first, size });
    }
    return known.get(name);
  }

  // One plane, its sides halved some times; undefined until its picture has come.
  function painted(band, addresses, plane, times, colours) {
    const found = read(band, addresses);
    if (found && (found.plane !== plane || found.times !== times)) {
      const { shares, size } = reduce(found.levels, found.size, plane, times);
      Object.assign(found, { plane, times, painted: paintLevels(shares, size, levelColours(colours)) });
    }
    return found?.painted;
  }

  // All planes from afar: { size, planes: shares of ones, plane 8 first }.
  function small(band, address) {
    const found = read(band, [address]);
    if (found && !found.small) {
      const [w, h] = found.size;
      const scale = Math.min(1, SMALL / Math.max(w, h));
      const size = [w * scale, h * scale].map((side) => Math.max(Math.round(side), SMALL / LONG));
      found.small = { size, planes: shrink(found.levels, found.size, size) };
    }
    return found?.small;
  }

  // Forget all others.
  function keep(addresses) {
    for (const name of known.keys()) {
      if (!name.split(" ").slice(1).every((address) => addresses.includes(address))) known.delete(name);
    }
  }

  return { painted, small, keep };
}
