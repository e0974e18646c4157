// Bits of grey levels, plane by plane: 8 is the most significant, 1 the least.

export const PLANES = 8;

// Of the channels that there are planes of, the one that is looked at: what the index is given,
// the first one, where a picture has no such channel. Null where no planes are looked at.
export function chosenBits({ planes }, { bits }) {
  return planes?.find(({ key }) => key === bits) ?? planes?.[0] ?? null;
}

// Where a channel's levels are read: addresses of its pictures, and which of the bytes of a pixel.
export function bitsFrom({ pictures, coloured }, channel) {
  if (channel?.pictures) return { addresses: channel.pictures, band: 0 };
  const band = ["R", "G", "B"].indexOf(channel?.key);
  return band < 0 ? { addresses: pictures, band: 0 } : { addresses: coloured, band };
}

// A level's bits, the most significant first: "01100001".
export function binary(level) {
  return level.toString(2).padStart(PLANES, "0");
}

// Levels whose bits are 1 where those of two pictures differ.
export function differing(a, b) {
  return a.map((level, i) => level ^ b[i]);
}

// One plane, its sides halved as often as `wanted`, down to one: { size, shares }, of ones among
// the pixels that became one, from 0 to 255. Without halving, every step would cost a photograph's full size.
export function reduce(levels, [width, height], plane, wanted) {
  const times = Math.min(wanted, Math.floor(Math.log2(Math.min(width, height))));
  const [columns, rows] = [width >> times, height >> times];
  const shares = new Float32Array(columns * rows);
  const [right, bottom] = [columns << times, rows << times];
  const share = 255 / (1 << (2 * times));
  const bit = 1 << (plane - 1);
  for (let y = 0; y < bottom; y += 1) {
    const row = (y >> times) * columns;
    for (let x = 0; x < right; x += 1) {
      if (levels[y * width + x] & bit) shares[row + (x >> times)] += share;
    }
  }
  return { size: [columns, rows], shares };
}

const LOOKED_AT = 8; // pixels of a cell along each side: a large photograph would cost seconds

// Share of ones in every cell of a grid, one list a plane, plane 8 first: a small picture of
// each plane.
export function shrink(levels, [width, height], [columns, rows]) {
  const planes = Array.from({ length: PLANES }, () => new Float32Array(columns * rows));
  for (let row = 0; row < rows; row += 1) {
    const ys = among(row, rows, height);
    for (let column = 0; column < columns; column += 1) {
      const xs = among(column, columns, width);
      const ones = new Uint32Array(PLANES);
      for (const y of ys) {
        for (const x of xs) {
          const level = levels[y * width + x];
          for (let plane = 0; plane < PLANES; plane += 1) ones[plane] += (level >> plane) & 1;
        }
      }
      const count = xs.length * ys.length;
      planes.forEach((list, i) => (list[row * columns + column] = ones[PLANES - 1 - i] / count));
    }
  }
  return planes;
}

// Pixels of a cell along one side, evenly spread.
function among(cell, cells, length) {
  const first = Math.floor((cell * length) / cells);
  const behind = Math.max(Math.floor(((cell + 1) * length) / cells), first + 1);
  const count = Math.min(behind - first, LOOKED_AT);
  return Array.from({ length: count }, (_, i) => first + Math.floor((i * (behind - first)) / count));
}
