"""The lane: numbers that follow a hand, past Streamlit's runs of a page.

A run of the page costs many times what the score of a moved slider costs. So while a
slider moves, the browser asks here by a socket of its own, and draws what comes back.
Streamlit hears of the value once, when the hand rests. Where there is no socket, a
slider asks Streamlit at every step.
"""

LANE = "showthrough/lane"
"""Path under which the server answers; the visit's token follows."""
