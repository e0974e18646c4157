"""What is wrong with a link, in sentences."""

from collections.abc import Mapping
from difflib import get_close_matches

from explorer.pair.link_fields import (
    COMPANIONS,
    FIELDS,
    UPLOAD,
    Number,
    Word,
    first,
    parse,
)
from explorer.pair.sources import opened, samples

_LONGEST = 40  # letters of a value that are worth repeating
_FEW = 8  # words that can be listed
_FORMER = (("resize", "yes"), ("resize", "no"))  # see `explorer.pair.link_fields.parse`


def link_errors(parameters: Mapping[str, str]) -> list[str]:
    """Return a sentence on every part of a link that is ignored, in its order.

    Parameters
    ----------
    parameters : mapping
        Names and values, as they stand in the address.
    """
    read = parse(parameters)
    said = [
        _sentence(name, text)
        for name, text in parameters.items()
        if name not in read and (name, text) not in _FORMER
    ]
    plain, encrypted = read.get("plain", first("plain")), read.get("encrypted")
    if encrypted in COMPANIONS and plain in samples():
        own = [companion.key for companion in samples()[plain].encrypted]
        if encrypted not in own:
            shown = f"{own[0]} is shown" if own else "It is encrypted here"
            said.append(f"encrypted={encrypted} does not belong to {plain}. {shown}.")
    for role in ("plain", "encrypted"):
        word = read.get(role)
        file = word == UPLOAD if word else bool(opened())
        if f"{role}_white" in read and not file:
            said.append(
                f"{role}_white={read[f'{role}_white']} is for a file of your own. The "
                f"{role} picture of this link is none, so it is left out."
            )
    return said


def _sentence(name: str, text: str) -> str:
    asked = f"{name}={text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}"
    field = FIELDS.get(name)
    if field is None:
        near = get_close_matches(name.lower(), FIELDS, n=1)
        meant = f". Did it mean {near[0]}?" if near else "."
        return f"{asked} is nothing that a link can say{meant}"
    if isinstance(field, Number):
        return (
            f"{asked} is no number from {field.low:g} to {field.high:g}. "
            f"{field.start:g} is shown."
        )
    if isinstance(field, Word):
        choices = "not known here"
        if len(field.words) <= _FEW:
            choices = f"none of {', '.join(field.words)}"
        return f"{asked} is {choices}. {first(name)} is shown."
    return f"{asked} cannot be read. It is left out."
