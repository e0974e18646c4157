"""What the words of the subject mean: a line each, where a page first uses one."""

from collections.abc import Sequence
from html import escape

GLOSSARY = {
    "visual security index (VSI)": "How much of a picture can still be found in its "
    "encryption, 0 to 2. Higher means more shows.",
    "recognizable degree (RD)": "How alike a block and its match are. Of a picture: "
    "the mean that favours its best blocks.",
    "edge histogram (GS)": "How alike both pictures are in their shares of weak and "
    "strong edges.",
    "block size (α)": "The picture is cut into squares of one size: their side over "
    "the shorter side of the picture.",
    "blur (β)": "How much detail of a block is compared. Less with a small value.",
    "exponent (γ)": "How much the best parts count. More with a large value.",
    "C1 to C4": "The index in four stages: appearance alone (sim_A), + structure "
    "(sim_S), + weights (w), + edge histogram (GS).",
    "PEID": "A collection of encrypted pictures that people have judged.",
    "same order (SROCC)": "Do two lists put pictures in the same order? 1 is yes, 0 is "
    "chance.",
    "pairs in the same order (KRCC)": "How many pairs of pictures are in the same "
    "order?",
    "along a curve (LCC)": "How close do the scores lie to one curve?",
    "error in points (RMSE)": "How far from that curve are they, in points?",
}
"""Meanings, by the word with its symbol."""

CRITERIA = {
    "srocc": "same order (SROCC)",
    "krcc": "pairs in the same order (KRCC)",
    "lcc": "along a curve (LCC)",
    "rmse": "error in points (RMSE)",
}
"""The word in `GLOSSARY` for each measure of agreement."""


def term(words: str, shown: str | None = None) -> str:
    """HTML of a word with its meaning, for `explained`.

    Parameters
    ----------
    words : str
        A key of `GLOSSARY`.
    shown : str, optional
        What stands in the sentence, where it is another form of the word.
    """
    return (
        f'<span class="term" tabindex="0">{escape(shown or words)}'
        f"<span> {escape(GLOSSARY[words])}</span></span>"
    )


def explained(*sentences: str) -> str:
    """HTML of a small text whose terms show their meaning on hover, focus and tap.

    Parameters
    ----------
    *sentences : str
        HTML, with terms of `term`. Other text in it must be escaped.
    """
    return f'<p class="explained">{" ".join(sentences)}</p>'


def listed(words: Sequence[str]) -> str:
    """HTML of terms in a row, with "and" before the last."""
    *most, last = map(term, words)
    return f"{', '.join(most)} and {last}" if most else last


def measures_in_words() -> str:
    """HTML of what the four columns of agreement in the paper's tables say."""
    columns = listed(list(CRITERIA.values()))
    return explained(f"The tables say how well scores agree with people: {columns}.")
