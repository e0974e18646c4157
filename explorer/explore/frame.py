"""The control for the frame of files that hold several."""

import streamlit as st

from core.image import ImageError
from explorer import session
from explorer.pair import evaluation
from explorer.pair.frames import frame_count
from explorer.pair.sources import Source


def at_frame(
    source: Source | None, problems: list[str], number: int | None = None
) -> Source | None:
    """Return a picture at a frame, the one that is asked for unless it is given.

    A picture of one frame stays as it is, and of a shorter file it is the last one.

    Parameters
    ----------
    source : Source, optional
        As it was opened, or with another white.
    problems : list of str
        If the frame cannot be read, a sentence on it is added, and None is returned.
    number : int, optional
        The frame, from 1.
    """
    if source is None or source.clip is None:
        return source
    try:
        wanted = min(number or session.frame(), source.clip.count)
        return evaluation.at_frame(source, wanted)
    except ImageError as error:
        problems.append(f"{error}.")
        return None


def choose_frame(*files: Source | None) -> int:
    """Draw the control where a file of a pair holds several frames; return the frame.

    `files` are both as they were opened, None where one is not here or not readable.
    """
    here = [file for file in files if file is not None]
    count = frame_count(*here)
    if count < 2 and len(here) < len(files):
        return session.frame()  # of a file that is still to come
    number, asked = session.settle_frame(count)
    if count < 2:
        return 1
    if asked > count:
        st.caption(f"There is no frame {asked}. The last one, {count}, is shown.")
    st.number_input(
        f"Frame, 1 to {count}",
        1,
        count,
        key=session.key("frame"),
        help="Where both files hold several frames, both go to this one. Tune scores "
        "all of them.",
    )
    return number
