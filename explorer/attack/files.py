"""Files of the attacks: a table as CSV and JSON."""

from collections.abc import Sequence

from explorer.pair.attempts import Tried
from explorer.store.results_on_disk import Row


def table(all_tried: Sequence[Tried]) -> list[Row]:
    """One row an attack, those that declined too, with all that is known of each."""
    return [_row(done) for done in all_tried]


def _row(done: Tried) -> Row:
    row: dict[str, float | int | str | None] = {
        "attack": done.attack.key,
        "label": done.attack.label,
        "word": "declined" if done.found is None else "not judged",
    }
    if gain := done.gain:
        row |= {
            "word": gain.word,
            "vsi_before": gain.vsi.before,
            "vsi_after": gain.vsi.after,
            "vsi_as_it_came": gain.as_it_came,
            "noise_before": gain.noise_before,
            "noise_after": gain.vsi.noise,
            "noise_after_low": gain.low,
            "noise_after_high": gain.high,
            "draws": gain.draws,
            "margin_gain": gain.margin,
            "state": done.state,
        }
        for name, change in (("ssim", gain.ssim), ("information", gain.information)):
            if change is not None:
                row |= {
                    f"{name}_before": change.before,
                    f"{name}_after": change.after,
                    f"{name}_noise": change.noise,
                }
    if done.found is not None:
        row["seconds"] = round(done.seconds, 4)
        row["found"] = " ".join(f"{name}={value}" for name, value in done.found.items())
    row["said"] = done.said
    row["provenance"] = done.attack.provenance
    row["citation"] = done.attack.citation
    return row
