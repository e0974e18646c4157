"""Pictures of a report: both images, the reassembled one, and the canvas' maps."""

from dataclasses import replace
from html import escape
from typing import get_args

from core.image import Luma, without_luma
from explorer.export.captions import colour_words
from explorer.export.painting import Picture, levels_with_bits, seen
from explorer.export.report.evidence import scored
from explorer.export.report.facts import ALPHA_PICTURES, MAPS
from explorer.export.svg import data_uri
from explorer.export.view import View
from explorer.export.words import isolated, made_in_words, shown
from explorer.figures.pictures import fuzzy_maps, grey_levels
from explorer.figures.reassembled import lay
from explorer.figures.turned_back import back_words
from explorer.pair.bit_channels import has_alpha
from explorer.pair.sources import Source
from explorer.theme.colours import cividis


def images_section(view: View) -> str:
    """HTML of all pictures, those that only the canvas shows hidden."""
    result = view.result
    figures = [
        _figure(view, "plain", "Plain", view.plain),
        _figure(view, "encrypted", "Encrypted", view.encrypted),
    ]
    edges = (result.edges_plain, result.edges_encrypted)
    for key, maps in zip(MAPS, (edges, fuzzy_maps(result)), strict=True):
        for part, values in zip(("plain", "encrypted"), maps, strict=True):
            figures.append(
                f'<img hidden alt="" id="picture-{key}-{part}" '
                f'src="{data_uri(cividis(values))}">'
            )
    if any(map(has_alpha, (view.plain, view.encrypted))):
        alpha = replace(view, bits="alpha")
        figures += [
            f'<img hidden alt="" id="picture-{name}" '
            f'src="{data_uri(levels_with_bits(alpha, role))}">'
            for name, role in zip(ALPHA_PICTURES, get_args(Picture), strict=True)
        ]
    found, encrypted = view.matched.shown, view.encrypted.luma
    grid = result.side, result.form.border, result.offset
    reassembled = lay(found, encrypted, *grid, view.back)
    searched = "" if view.back is None else f" {back_words(view.back)}"
    own = scored(view, reassembled)
    figures.append(
        f"<figure>{_picture(view, 'reassembled', 'Reassembled', reassembled)}"
        "<figcaption><b>Reassembled:</b> every match laid where "
        "its plain block stands: what could be pieced together. "
        f"VSI of the plain and the reassembled picture {own:.4f}, of the plain and the "
        f"encrypted one {result.vsi:.4f}. Grey: outside the grid, or nothing laid."
        f"{escape(searched)}"
        "</figcaption></figure>"
    )
    words = f"<p>{escape(' '.join(colour_words(view)))}</p>" if view.coloured else ""
    return (
        f'<section class="images"><h2>Pictures</h2>{words}{"".join(figures)}</section>'
    )


def _picture(view: View, name: Picture, label: str, luma: Luma) -> str:
    """A picture as it is shown; where there is colour, the other kind is there, hidden.

    The view to point at shows both, and reads levels off the one that the index sees.
    """
    ids = {"index": f"picture-{name}", "colour": f"picture-{name}-colour"}
    if not view.coloured:
        del ids["colour"]
    pixels = {
        "index": lambda: grey_levels(luma),
        "colour": lambda: seen(view, name, "colour"),
    }
    wanted = view.look.shown if view.coloured else "index"
    return "".join(
        f'<img id="{id_}" src="{data_uri(pixels[kind]())}" '
        + (f'alt="{label} image">' if kind == wanted else 'alt="" hidden>')
        for kind, id_ in ids.items()
    )


def _figure(view: View, name: Picture, label: str, source: Source) -> str:
    at_the_score = without_luma(source.picture) if source.picture else ""
    kept = (note for note in source.notes if note != at_the_score)
    notes = "".join(f" {escape(shown(note, 300))}." for note in kept)
    # A file's own name is its title, or begins that of what was made of it here.
    named = source.made.scheme or source.made.file in source.title
    title = "" if named else f"{isolated(source.title)}, "
    digest = f"SHA-256 of the {source.hashed}: <code>{escape(source.sha256)}</code>."
    if source.pixels_digest and source.origin:
        digest += (
            " Made here of the file that has SHA-256 "
            f"<code>{escape(source.file_digest)}</code>."
        )
    return (
        f"<figure>{_picture(view, name, label, source.luma)}"
        f"<figcaption><b>{label}:</b> "
        f"{title}<bdi>{escape(made_in_words(source))}</bdi>; "
        f"{source.size} pixels.{notes} {digest}</figcaption></figure>"
    )
