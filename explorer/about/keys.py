"""Keys that About lists."""

KEYS = (
    ("S  W  F  D", "side by side, wipe, flip, difference"),
    ("F or space", "flip to the other picture, hold to peek"),
    ("R", "encrypted or reassembled"),
    ("C", "colours, or what the index sees"),
    ("+  −", "zoom in, out"),
    ("0  1", "whole picture, one pixel to a pixel"),
    ("Shift and arrows", "move the picture"),
    ("[  ]", "move the wipe"),
    ("O", "next layer, with Shift the one before"),
    ("<  >", "more, less significant bit plane"),
    ("B", "bit planes of the next channel, with Shift the one before"),
    ("arrows", "move the pin from block to block"),
    (",  .", "better, next match of the pinned block"),
    ("Escape", "lift the pin"),
)
"""Of the canvas; the same as its help."""

OTHER_KEYS = (
    ("Tab", "the next control, on every page"),
    ("arrows, Home, End", "on a slider: a step, and both ends"),
    ("Tab and Enter", "on Learn: light up a symbol and its pictures, and hold it lit"),
    ("Escape", "on Learn: let go of it"),
)
