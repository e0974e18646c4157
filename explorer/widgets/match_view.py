"""The canvas with both images, the overlay and the matches."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.canvas import style
from explorer.pair.channel_names import LUMA, WORDS
from explorer.theme.colours import CIVIDIS
from explorer.theme.overlays import ARROWS, OVERLAYS
from explorer.widgets import loader


def match_view(
    data: Mapping[str, Any],
    *,
    key: str,
    pictures: tuple[str, ...],
    maps: tuple[str, str] | None,
    coloured: tuple[str, ...] | None = None,
    channel: str = LUMA,
    planes: Sequence[Mapping[str, object]] | None = None,
    numbered: tuple[Sequence[int], str | None] = ((), None),
    opacity: float = 0.6,
    view: Mapping[str, Any] | None = None,
    epoch: int = 0,
    pins: int = 0,
    found: Mapping[str, Any] | None = None,
    turns: tuple[Mapping[str, Any] | None, str | None] = (None, None),
    lane: Mapping[str, Any] | None = None,
    on_overlay: Callable[[], None] = lambda: None,
    on_grid: Callable[[], None] = lambda: None,
    on_turns: Callable[[], None] = lambda: None,
) -> None:
    """Draw the canvas; it reports to the session's state under `key`.

    There, ``pin`` is the pinned point, [x, y] in pixels of the image, or an empty list
    once it was lifted. ``rank`` is the rank of the match that is outlined for the
    pinned block: 1, its best match, until the visitor walks on. ``view`` is how the
    pictures are looked at, reported when it has rested for 400 ms:

    =========== ==================================================================
    mode        "side", "wipe", "flip" or "difference"
    right       "encrypted" or "reassembled": what is compared with the plain image
    zoom        device pixels per pixel of the image, up to 96; 0 is the whole image
    x, y        point of the image in the middle, as shares of its width and height
    wipe        share of the picture that is plain, in [0, 1]
    opacity     of the overlay, in [0, 1]
    range       "fixed" or "pair": what the overlay's colours run over
    arrows      how many of the strongest matches are drawn
    plane       bit plane that is seen, from 8, the most significant, to 1
    cover       of a bit plane over its image, in [0, 1]
    bits        channel of the bit planes: "index", "R", "G", "B" or "alpha"
    flipped     whether a flip shows the other picture; only reported
    shown       "colour" or "index": in the colours of the files, or as the index sees
    span        shares of width and height that are seen; only reported
    =========== ==================================================================

    Parameters
    ----------
    data : mapping
        From `explorer.figures.matches.view_data`, with as many arrows as can be drawn.
    key : str
        Name in the session's state.
    pictures : tuple of str
        Addresses of the plain and the encrypted picture and, third, of the reassembled
        one where there is any, as the index sees them. The browser asks for a picture
        when it is shown.
    maps : tuple of str, optional
        Addresses of pictures that are laid over them in place of coloured blocks.
    coloured : tuple of str, optional
        Addresses of the same pictures in the colours of their files, where one of both
        has any: then there is a switch between the two.
    channel : str
        What the index is given of both images, one of `core.image.CHANNELS`.
    planes : sequence of mapping, optional
        Facts on the bit planes of each channel, from
        `explorer.figures.bit_planes.plane_table`, where bit planes are laid over them.
    numbered : tuple
        Blocks whose matches are numbered in clean pictures, and the address of a list
        that takes its place, from `explorer.figures.deferred.numbered_matches`.
    opacity : float
        Of the overlay at first, in [0, 1].
    view : mapping, optional
        How the pictures are looked at first, as above; what is missing or out of range
        is as on the first screen. The canvas takes it, and the pin, when it appears
        and when the epoch grows.
    epoch : int
        Comes back with each thing reported, as {"epoch": ..., "pins": ..., "value":
        ...}.
    pins : int
        When it grows, the canvas takes the pin and keeps its view.
    found : mapping, optional
        The grid that the cipher seems to have: whether it is ``used``, ``words``, the
        ``action`` of its button and what is to know ``about`` it.
    turns : tuple
        The same about turned pieces, and the address of what takes its place, from
        `explorer.figures.deferred.turned_chip`.
    lane : mapping, optional
        From `explorer.session.follow`: then it follows a moving slider.
    on_overlay : callable
        Called when another overlay is asked for: its key is then ``overlay`` in the
        session's state under `key`, for as long as the call lasts.
    on_grid : callable
        Called when that button is pressed: ``grid`` is then "found" or "before".
    on_turns : callable
        Called when the button about turned pieces is pressed: ``turns`` is then "back"
        or "leave".
    """
    _mount()(
        key=key,
        data={
            **data,
            "pictures": pictures,
            "coloured": coloured,
            # Named only where the index could be given something else.
            "levels": WORDS[channel] if coloured or channel != LUMA else "",
            "maps": maps,
            "planes": planes,
            "numbered": list(numbered[0]),
            "numbered_later": numbered[1],
            "opacity": opacity,
            "found": found,
            "turns": turns[0],
            "lane": lane,
            "turns_later": turns[1],
            "view": view,
            "epoch": epoch,
            "pins": pins,
            "counts": ARROWS,
            "numbers": True,  # of the pinned block, further down on this page
            "overlays": [[key, over.label] for key, over in OVERLAYS.items()],
            "colours": CIVIDIS,
        },
        on_pin_change=lambda: None,
        on_view_change=lambda: None,
        on_rank_change=lambda: None,
        on_overlay_change=on_overlay,
        on_grid_change=on_grid,
        on_turns_change=on_turns,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component("match_view", js=loader("match_view"), css=style("view"))
