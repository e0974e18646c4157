"""The worksheet on a page: to be looked at, printed, and taken along as a file."""

import numpy as np
import streamlit as st
from PIL import Image

from explorer import session
from explorer.export.svg import data_uri
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.worksheet import document, worksheet
from explorer.pair.sources import Source
from explorer.widgets.lesson_view import lesson_view

_WIDEST = 640  # pixels of a picture on paper, 40 mm wide


def offer_worksheet(
    case: Case, plain: Source, encrypted: Source, left_out: frozenset[str]
) -> None:
    """Draw the way to the worksheet, and the worksheet where it is asked for."""
    if "worksheet" in left_out:
        return
    shown = st.toggle(
        "Worksheet for this pair",
        value=session.recall("sheet") == "shown",
        key=session.key("sheet", "sheet_shown"),
        help="One page of A4 with the guesses, and one with the answers",
    )
    session.keep("sheet", "shown" if shown else "hidden")
    if not shown:
        return
    answered = not left_out & {"answers", "values", "sums", "questions"}
    names = (plain.title, encrypted.title)

    def file() -> str:
        pictures = (_embedded(plain), _embedded(encrypted))
        return document(worksheet(case, names, pictures, answered=answered))

    st.download_button(
        "Worksheet as a file",
        file,
        "worksheet.html",
        "text/html",
        on_click="ignore",
        key="sheet_file",
        help="Opens in any browser, and prints from there",
    )
    lesson_view(
        '<button type="button" class="print" data-print>Print the worksheet</button>'
        f'<div class="sheets">'
        f"{worksheet(case, names, case.pictures, answered=answered)}</div>",
        key="sheet_view",
    )


def _embedded(source: Source) -> str:
    levels = np.rint(source.luma).astype(np.uint8)
    picture = Image.fromarray(levels)
    picture.thumbnail((_WIDEST, _WIDEST), Image.Resampling.BOX)
    return data_uri(np.asarray(picture))
