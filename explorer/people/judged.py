"""A picture that people judged, as Explore opens it."""

from dataclasses import replace

from core.evaluation.rows import ImageFile, Readable, ZippedImage
from core.image import Luma
from explorer.pair.sources import Source, digest_of_pixels, read_source


def judged_source(image: Readable, luma: Luma, about: str) -> Source:
    """Return a picture of a database, with the notes on its file.

    Parameters
    ----------
    image : Readable
        The picture as the database names it. A file that is taken as it stands is
        opened as an upload is, in its colours.
    luma : NDArray
        What it gives the indices.
    about : str
        What people said of it; Markdown.
    """
    if isinstance(image, ImageFile) and not image.whole and image.white is None:
        return replace(read_source(image.path.read_bytes(), image.name), about=about)
    filed = isinstance(image, ImageFile | ZippedImage)
    held = luma.copy()
    held.flags.writeable = False
    digest = digest_of_pixels(held)
    return Source(
        title=image.name,
        digest=digest,
        luma=held,
        notes=image.picture().notes if filed else (),
        about=about,
        pixels_digest=digest,
    )
