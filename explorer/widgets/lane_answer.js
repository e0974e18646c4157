// What the lane answers: see explorer/session/lane/answer.py, which packs it.

const WHOLE = ["match", "as_alike"];
const SHARES = ["contribution", "degree", "weight", "sim_a", "sim_s"];
const PARTS = 10_000; // a share travels in ten-thousandths: the same digits as by the page

// The header, with what the canvas draws of each block among what is `drawn`.
export function unpack(buffer) {
  const view = new DataView(buffer);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  if (header.rest) return header;
  const { blocks, drawn } = header;
  const list = (place) =>
    Array.from({ length: blocks }, (_, block) => view.getUint16(4 + length + 2 * (place * blocks + block), true));
  WHOLE.forEach((name, place) => (drawn[name] = list(place)));
  SHARES.forEach((name, place) => (drawn[name] = list(WHOLE.length + place).map((parts) => parts / PARTS)));
  return header;
}
