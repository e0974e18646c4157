"""What can be tried in a step: its sliders, and the values that they stand at."""

from collections.abc import Mapping, Sequence

from explorer import session
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.trial import Control
from explorer.pair.link_fields import FIELDS
from explorer.widgets.lesson_slider import lesson_slider


def draw_controls(
    controls: Sequence[Control], number: int, case: Case, left_out: frozenset[str]
) -> Mapping[str, float]:
    """Draw what can be tried in a step; the values to draw it with."""
    values = {control.name: control.span(case).in_use for control in controls}
    if "try" in left_out:
        return values
    controls = [c for c in controls if case.spoilers or not c.result]
    for control in controls:
        span = control.span(case)
        field = field_of(control)
        if field == control.name:
            key = session.key(field)
            value = min(session.slider(field, field), span.high)
        else:
            # Each value in use has a widget of its own: the mark on the track moves.
            widget = f"{field}_{number}_{span.mark:g}"
            key = session.key(field, widget)
            value = session.tried(field, widget, span.low, span.high, span.mark)
        values[control.name] = lesson_slider(
            control.label,
            name=control.name,
            key=key,
            low=span.low,
            high=span.high,
            step=span.step,
            value=value,
            mark=span.mark,
            origin=control.origin,
            decimals=control.decimals,
            about=control.about,
            words=control.unit,
        )
    return values


def field_of(control: Control) -> str:
    """Name of a control's field in the link.

    `try_NAME` where NAME is a setting or a number of the pair, which stay as they are.
    """
    trial = f"try_{control.name}"
    return trial if trial in FIELDS else control.name
