"""The note that is shown while a result takes long."""

SLOW = 0.15
"""Expected seconds from which a note is drawn; quicker results need none."""


_LARGE = 4_000_000  # pixels that take longer than most comparisons of blocks


def working(blocks: int, seconds: float, pixels: int = 0) -> str:
    """HTML of a note that appears by itself where the result is not there at once.

    It lies over the page, so that nothing moves, and waits for 0.3 s, so that nothing
    flickers.

    Parameters
    ----------
    blocks : int
        M N, blocks in each image.
    seconds : float
        How long it is likely to take on this machine.
    pixels : int
        Of both images, where they have to be looked at first.
    """
    what = f"Comparing {blocks:,} × {blocks:,} blocks"
    if pixels >= _LARGE:
        what = f"Looking at {pixels / 1e6:.0f} megapixels, then comparing blocks"
    return f'{_STYLE}<p class="working" role="status">{what}, {duration(seconds)}…</p>'


def duration(seconds: float) -> str:
    """About how long, in words."""
    if seconds < 1:
        return "less than a second"
    rounded = round(seconds)
    return f"about {rounded} second{'' if rounded == 1 else 's'}"


_STYLE = """<style>
.working { position: fixed; z-index: 100; left: 50%; bottom: 1.2rem; margin: 0;
  padding: 0.5rem 1rem; transform: translateX(-50%); border-radius: 0.4rem;
  background: #1d2125; color: #f4f4f0; font-size: 0.9rem; opacity: 0;
  animation: working 0.15s 0.3s forwards; font-variant-numeric: tabular-nums; }
@keyframes working { to { opacity: 1; } }
</style>"""
