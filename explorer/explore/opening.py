"""From any page to Explore, with another pair or other constants."""

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st

from explorer import session
from explorer.explore import page as explore


def open_in_explore(link: Mapping[str, str]) -> NoReturn:
    """Show Explore with what a link says, which must not be empty.

    The view of Explore stays as it was left.
    """
    page = st.Page(explore.page, title="Explore", url_path="explore", default=True)
    st.switch_page(page, query_params=session.opening(link))
