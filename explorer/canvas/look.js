// What the canvas and the figures to take home share: numbers and sentences.
//
// After the "=" stands JSON, which `explorer.canvas` reads too. Lengths are CSS pixels on the
// screen and units of the drawing in a file; opacities, colours and shares lie in [0, 1], the
// angle is in radians. The {names} in a sentence are filled in.
//
// arrow: full size among blocks of `fullSide`, at least `smallest` of it; from `thin` and
// `dim` to `thick` and bright by its share of the largest contribution; `fading` where an end
// is out of sight; a ring where both ends are closer than `ringBelow`; `border` is dark.
// mark: frames and lines of the strongest matches; `side` of the ground of a number.
// turned: an F says how a piece lies; its lines, and the minus of a negative, in shares of its
// side, from the middle; `turns` as core/turns.py has them (transposed, upside down, left to
// right), and which `undone` each; `share` of a block that its side takes.
// row: how many values of the pinned block's row are painted in full, and how the `rest` is.

export const LOOK = {
  "longImage": 2.5,
  "printedFrom": 26,
  "arrow": {
    "fullSide": 24, "smallest": 0.35, "thin": 1, "thick": 4, "dim": 0.35,
    "opacity": 0.9, "faint": 0.14, "fading": 0.5,
    "bend": 0.12, "farthestBend": 40, "headAngle": 0.45, "headLength": 2.5, "headGrowth": 2.4,
    "ringBelow": 2, "ringRadius": 3, "ringGrowth": 1.5, "border": 2, "borderOpacity": 0.75
  },
  "outline": { "dark": 4, "light": 2, "dash": [5, 4], "margin": 2 },
  "mark": {
    "colour": "#f5b53c", "ink": "#111111", "light": 2.5, "border": 2.5, "line": 1.25,
    "side": 17, "size": 13, "head": 7, "headAngle": 0.4
  },
  "turned": {
    "side": 18, "smallest": 11, "share": 0.45, "line": 0.13, "dark": "#111111", "light": "#ffffff",
    "letter": [[[-0.16, 0.32], [-0.16, -0.3], [0.24, -0.3]], [[-0.16, 0], [0.14, 0]]],
    "minus": [[0.1, 0.36], [0.4, 0.36]],
    "turns": [
      [false, false, false], [true, true, false], [false, true, true], [true, false, true],
      [false, true, false], [false, false, true], [true, false, false], [true, true, true]
    ],
    "undone": [0, 3, 2, 1, 4, 5, 6, 7],
    "upright": "not turned",
    "negative": ", as a negative",
    "found": "{block} is found again{dashed} {found}, {lies}. Recognizable degree {degree} in the search over turned pieces. {facts}.",
    "lost": "{block} is not found again in any turn. {facts}.",
    "note": "Pieces are turned back: VSI {vsi} in this search. The number at the top is the paper's.",
    "glyph": " An F shows how each piece lies. A dark F with a minus is a negative."
  },
  "veil": { "level": 128, "opacity": 0.72, "lineOpacity": 0.35, "lineGap": 9 },
  "row": { "foremost": 10, "least": 0.01, "rest": 0.4 },
  "names": { "plain": "Plain", "encrypted": "Encrypted", "reassembled": "Reassembled" },
  "heads": { "difference": "|Plain − {other}|", "bits": "Plain xor {other}" },
  "block": {
    "place": "row {row}, column {column}",
    "own": "in its own place",
    "elsewhere": "at {place}",
    "recognised": "{block} is found again{dashed} {found}{tie}. Recognizable degree {degree}: appearance {sim_a}, structure {sim_s}. {facts}.",
    "unrecognised": "{block} is not found again, since no match counts. The one{dashed} that looks most alike is {found}, with appearance {sim_a} and structure {sim_s}. {facts}.",
    "ranked": "{block}: match number {rank}{dashed} is {found}, with a similarity of {sim}. The best has {best}.",
    "facts": "{share} % of the score",
    "oneTie": " (1 more is as alike)",
    "ties": " ({count} more are as alike)"
  },
  "legend": {
    "pair": " The colours run over the values of this pair alone.",
    "row": " Encrypted: {name} of the {focus} block with every encrypted block{range}, where {standing}.",
    "standing": {
      "none": "none is alike",
      "one": "the most alike stands out",
      "some": "the {count} most alike stand out",
      "all": "all stand out"
    },
    "levels": " Of {levels} alone: that is what the index sees.",
    "stored": " Of {levels} alone. The index is given {index}.",
    "difference": "Absolute difference |P − {letter}|",
    "apart": "The brighter a pixel, the further its level is from the plain picture at the same place.",
    "mean": " On average {mean} levels. Equal at {equal} % of the {pixels}.",
    "pixels": "pixels",
    "laid": "pixels of matches (hatched blocks count 0)",
    "bits": "Bits that differ, P xor {letter}",
    "xor": "Dark pixels have the same bit in both pictures, bright ones have not. All dark: the plane is left in the clear. All bright: it is inverted.",
    "unlaid": " Hatched blocks count 0."
  },
  "note": {
    "reassembled": "Reassembled: each place of the plain picture, filled with the best match from the encrypted one.",
    "uncounted": " Dashed: no match counts there, and the block that looks most alike is laid.",
    "numbered": "Strong matches: the same number is the same piece in both pictures.",
    "arrow": "Arrow: from the block that contributes most to its best match{ring}.",
    "arrows": "Arrows: from the {count} blocks that contribute most to their best matches{ring}. The wider and brighter, the more.",
    "ring": " (a ring, where that is its own place)"
  },
  "shown": {
    "colour": "Shown in the colours of the files. The index is given {levels} alone.",
    "index": "Shown as the index sees them: {levels} alone."
  }
};
