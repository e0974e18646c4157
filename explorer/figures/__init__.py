"""Drawings of one result that several pages and the exports share; no Streamlit."""
