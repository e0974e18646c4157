// The equations of Learn in the browser, so that a step follows its slider without asking the
// server: each as `core` has it, on the numbers of one block or of one value per block.

export const floats = (text) => new Float32Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);

const sum = (values) => values.reduce((total, value) => total + value, 0);

// Rank of each DCT coefficient on the zigzag way from coarse to fine, row by row.
export function zigzag(side) {
  const last = side ** 2;
  return Array.from({ length: last }, (_, place) => {
    const row = Math.floor(place / side);
    const diagonal = row + (place % side);
    const along = diagonal % 2 ? row : place % side;
    const left = 2 * side - 1 - diagonal;
    if (diagonal < side) return (diagonal * (diagonal + 1)) / 2 + along;
    return last - (left * (left + 1)) / 2 + along - (diagonal - side + 1);
  });
}

// Pixels of a block from its DCT coefficients, row by row.
export function inverse(coefficients, side) {
  const wave = Array.from({ length: side }, (none, k) =>
    Float64Array.from({ length: side }, (nothing, n) => Math.sqrt((k ? 2 : 1) / side) * Math.cos((Math.PI * (2 * n + 1) * k) / (2 * side))));
  const along = new Float64Array(side * side); // waves along each row of coefficients
  const pixels = new Float64Array(side * side);
  for (let k = 0; k < side; k++)
    for (let m = 0; m < side; m++) {
      const weight = coefficients[k * side + m];
      for (let x = 0; x < side; x++) along[k * side + x] += weight * wave[m][x];
    }
  for (let k = 0; k < side; k++)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) pixels[y * side + x] += wave[k][y] * along[k * side + x];
  return pixels;
}

// Eq. 2: the likeness, what each pixel adds, and the share of each tenth of the pixels.
export function appearance({ plain, encrypted, side }, beta, gamma) {
  const kept = zigzag(side).map((rank) => Math.exp(-rank / (beta * side)));
  const [p, e] = [plain, encrypted].map((block) => inverse(block.map((value, place) => value * kept[place]), side));
  const alike = p.map((value, place) => Math.max(1 - Math.abs(value - e[place]), 0));
  const terms = alike.map((value) => value ** gamma);
  const sorted = [...terms].sort((a, b) => b - a);
  const shares = [];
  for (let tenth = 0, start = 0; tenth < 10; tenth++) {
    const end = start + Math.floor(sorted.length / 10) + (tenth < sorted.length % 10 ? 1 : 0);
    shares.push(sum(sorted.slice(start, end)));
    start = end;
  }
  const total = sum(sorted);
  return { value: Math.min((total / terms.length) ** (1 / gamma), 1), terms, shares: shares.map((share) => share / (total || 1)) };
}

// Worth of an edge at each pixel: 1 on an edge, less with the distance to the nearest.
export function worths(edges, side) {
  const upright = new Float64Array(side * side).fill(Infinity);
  for (let x = 0; x < side; x++) {
    for (let y = 0, far = Infinity; y < side; y++) upright[y * side + x] = far = edges[y * side + x] ? 0 : far + 1;
    for (let y = side - 1, far = Infinity; y >= 0; y--) {
      far = edges[y * side + x] ? 0 : far + 1;
      upright[y * side + x] = Math.min(upright[y * side + x], far);
    }
  }
  return upright.map((_, place) => {
    const [x, row] = [place % side, place - (place % side)];
    let nearest = Infinity;
    for (let other = 0; other < side; other++) nearest = Math.min(nearest, (x - other) ** 2 + upright[row + other] ** 2);
    return nearest === Infinity ? 0 : 1 - Math.sqrt(nearest) / (side * Math.SQRT2);
  });
}

// Eq. 3: pixels that only one block marks and that both do, points, and the likeness.
export function structure({ plain, encrypted, side }, threshold, shift) {
  const above = Math.fround(threshold);
  const marked = Array.from(plain, (value) => value > above);
  const other = marked.map((_, place) => place % side >= shift && encrypted[place - shift] > above);
  const both = marked.map((mark, place) => mark && other[place]);
  const [points, p, e, b] = [sum(Array.from(worths(marked, side)).filter((_, place) => other[place])), ...[marked, other, both].map(sum)];
  const union = p + e - b;
  const value = union && p && e ? Math.min(points / union, 1) : Number(!union);
  return {
    value, points, union, strict: union ? b / union : 1, counts: [p - b, e - b, b],
    layers: [marked.map((mark, place) => mark && !other[place]), other.map((mark, place) => mark && !marked[place]), both],
  };
}

// Eq. 4.
export const degree = (a, s) => a * s ** (1 - a);

// Eq. 6: the degree of the picture, and the share of each block.
export function pooled(degrees, weights, gamma, printed) {
  const values = degrees.map((value, place) => (printed ? value * weights[place] : weights[place] > 0 ? value : 0));
  const peak = Math.max(...values);
  if (!peak) return { value: 0, shares: values };
  const terms = values.map((value, place) => (value / peak) ** gamma * (printed ? 1 : weights[place]));
  const total = sum(terms);
  return { value: peak * (total / sum(weights)) ** (1 / gamma), shares: terms.map((term) => term / total) };
}

// Eq. 7: the overlap of two histograms, and the geometric mean in each bin.
export function overlap(plain, encrypted) {
  const means = plain.map((share, place) => Math.sqrt(share * encrypted[place]));
  return { value: Math.min(sum(means), 1), means };
}
