"""The control for two images of different sizes: crop both, or resize one."""

import numpy as np
import streamlit as st

from core.image import MIN_SIDE, Fit, mismatch
from core.image.picture import different_sizes
from explorer import session
from explorer.pair import evaluation
from explorer.pair.sources import Source


def of_one_size(
    plain: Source, encrypted: Source, problems: list[str]
) -> tuple[Source, Source] | None:
    """Return a pair of one size, brought to it as the visitor chose.

    Parameters
    ----------
    plain, encrypted : Source
        Of any sizes. Where they differ, the control is drawn.
    problems : list of str
        While nothing is chosen, a sentence on the sizes is added, and None is returned.
    """
    if plain.luma.shape == encrypted.luma.shape:
        session.keep("fit", "no")
        return plain, encrypted
    how = _choose(plain, encrypted)
    if how is None:
        problems.append(sizes_in_words(plain, encrypted))
        return None
    return evaluation.fitted(plain, encrypted, how)


def _choose(plain: Source, encrypted: Source) -> Fit | None:
    height, width = np.minimum(plain.luma.shape, encrypted.luma.shape)
    ways: dict[Fit, tuple[str, str]] = {
        "crop": (
            f"Crop both to {width} × {height}",
            "Recommended: no pixel changes.",
        ),
        "resize": (
            f"Resize the encrypted picture to {plain.size}",
            "Blurs every pixel of it.",
        ),
    }
    if min(height, width) < MIN_SIDE:
        del ways["crop"]
    key = f"fit_of_{plain.digest[:12]}_{encrypted.digest[:12]}"
    before = session.recall(key, "fit")
    how = st.radio(
        "The sizes differ",
        list(ways),
        index=list(ways).index(before) if before in ways else None,
        format_func=lambda way: ways[way][0],
        captions=[caption for _, caption in ways.values()],
        key=session.key("fit", key),
    )
    for name in (key, "fit"):
        session.keep(name, how or "no")
    return how


def sizes_in_words(plain: Source, encrypted: Source) -> str:
    """Say that two images differ in size, and why where an EXIF turn is the reason."""
    why = ""
    if plain.picture and encrypted.picture:
        pair = plain.picture, encrypted.picture
        why = mismatch(*pair).removeprefix(different_sizes(pair[0].size, pair[1].size))
    return (
        f"{encrypted.title} has {encrypted.size} pixels, but {plain.title} has "
        f"{plain.size}: both must be of one size{why}. Crop or resize them under the "
        "pictures, or choose another one."
    )
