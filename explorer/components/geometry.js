// Where things are: from the size of the element to places of panels and blocks.

export const GAP = 16; // CSS pixels between the two panels
const STACK_BELOW = 560; // CSS pixels of width under which the panels stand on each other
const LABEL = 20; // CSS pixels for the name over a stacked panel
const TALLEST = 560; // CSS pixels; the whole story fits on one screen
const LONG = 2.5; // sides of an image that is long: the panels get more room

// Places of both panels for an element of this width.
export function layout(width, [imageWidth, imageHeight]) {
  const stacked = width < STACK_BELOW || imageWidth > LONG * imageHeight;
  const room = stacked ? width : (width - GAP) / 2;
  const tallest = imageHeight > LONG * imageWidth ? LONG * TALLEST : TALLEST;
  const scale = Math.min(room / imageWidth, tallest / imageHeight);
  const [w, h] = [imageWidth * scale, imageHeight * scale];
  const plain = { x: 0, y: stacked ? LABEL : 0, w, h, scale };
  const encrypted = stacked
    ? { x: 0, y: 2 * LABEL + h, w, h, scale }
    : { x: w + GAP, y: 0, w, h, scale };
  return {
    stacked,
    panels: { plain, encrypted },
    width,
    height: stacked ? encrypted.y + h : h,
  };
}

// Rectangle of a block inside a panel, cut off where a mirrored block leaves the image.
export function blockRect(block, panel, { grid, side }) {
  const [row, column] = [Math.floor(block / grid[1]), block % grid[1]];
  const [x, y] = [column * side * panel.scale, row * side * panel.scale];
  return {
    x: panel.x + x,
    y: panel.y + y,
    w: Math.min(side * panel.scale, panel.w - x),
    h: Math.min(side * panel.scale, panel.h - y),
  };
}

export function centre({ x, y, w, h }) {
  return [x + w / 2, y + h / 2];
}

// Block that holds a point of the image, or null outside the grid.
export function blockOf(x, y, { grid, side }) {
  const [row, column] = [Math.floor(y / side), Math.floor(x / side)];
  const inside = row >= 0 && row < grid[0] && column >= 0 && column < grid[1];
  return inside ? row * grid[1] + column : null;
}

// Middle of a block, in pixels of the image.
export function middle(block, { grid, side }) {
  const [row, column] = [Math.floor(block / grid[1]), block % grid[1]];
  return [(column + 0.5) * side, (row + 0.5) * side];
}

// Panel and block under a point of the canvas, or null outside both grids.
export function blockAt(x, y, panels, data) {
  for (const [name, panel] of Object.entries(panels)) {
    const [dx, dy] = [x - panel.x, y - panel.y];
    if (dx < 0 || dx >= panel.w || dy < 0 || dy >= panel.h) continue;
    const block = blockOf(dx / panel.scale, dy / panel.scale, data);
    return block === null ? null : { name, block };
  }
  return null;
}

// Neighbour in the direction of an arrow key; stays at the border.
export function step(block, key, [rows, columns]) {
  let [row, column] = [Math.floor(block / columns), block % columns];
  if (key === "ArrowUp") row = Math.max(0, row - 1);
  if (key === "ArrowDown") row = Math.min(rows - 1, row + 1);
  if (key === "ArrowLeft") column = Math.max(0, column - 1);
  if (key === "ArrowRight") column = Math.min(columns - 1, column + 1);
  return row * columns + column;
}

export function place(block, [, columns]) {
  return `row ${Math.floor(block / columns) + 1}, column ${(block % columns) + 1}`;
}
