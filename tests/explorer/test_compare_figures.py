"""Ranks, disagreement, table, files and maps of Compare."""

import csv
import io
import json
import math
import re
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.indices import INDICES, Map
from core.indices.nqiqapei import DEFAULT_MODEL
from core.indices.regression import load_model
from explorer.compare import index_card as compare_index
from explorer.compare import maps as compare_maps
from explorer.compare import scene as compare_scene
from explorer.compare.files import as_csv, as_json
from explorer.compare.ranks import (
    EncryptionValues,
    all_ranks,
    disagreement,
    ranks,
    sentence,
)
from explorer.compare.table import table_data


def columns(**values):
    """Columns of as many encryptions as each index has values."""
    count = len(next(iter(values.values())))
    return [
        EncryptionValues(
            number=row + 1,
            name=f"scheme {row + 1}",
            detail="level",
            sha256=f"{row:064x}",
            values={key.replace("_", "-"): found[row] for key, found in values.items()},
        )
        for row in range(count)
    ]


def complete(**special):
    """Columns that all indices put in the same order, but for those given."""
    count = len(next(iter(special.values()), [3, 2, 1]))
    falling = [float(count - row) for row in range(count)]
    return columns(
        **{key.replace("-", "_"): falling for key in INDICES} | special,
    )


def test_the_highest_value_has_rank_one():
    assert ranks([0.1, 0.9, 0.5]).tolist() == [3, 1, 2]


def test_ties_share_the_mean_of_their_places():
    assert ranks([5, 7, 5, 5, 1]).tolist() == [3, 1, 3, 3, 5]
    assert ranks([2, 2]).tolist() == [1.5, 1.5]


def test_values_that_differ_in_the_fifth_decimal_have_ranks_of_their_own():
    values = [0.12341, 0.12342, 0.2]
    assert ranks(values).tolist() == [3, 2, 1]
    # In the table too, where they look alike.
    data = table_data(columns(lss=values), index="lss", sort="added")
    cells = [row["cells"][list(INDICES).index("lss")] for row in data["rows"]]
    assert [cell["text"] for cell in cells] == ["0.123", "0.123", "0.200"]
    assert [cell["rank"] for cell in cells] == ["3", "2", "1"]


def test_an_infinite_value_leads():
    assert ranks([7.5, math.inf, math.inf]).tolist() == [3, 1.5, 1.5]


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=8))
def test_ranks_add_up_to_the_same_whatever_the_ties_and_turn_with_the_sign(values):
    count, there = len(values), ranks(values)
    assert there.sum() == pytest.approx(count * (count + 1) / 2)
    assert ranks([-value for value in values]) == pytest.approx(count + 1 - there)


def test_the_sentence_names_both_indices_the_encryption_and_its_ranks():
    # PSNR has the first last; everything else has it first.
    found = complete(psnr=[1.0, 5.0, 3.0, 2.0])
    assert sentence(found) == (
        "The indices disagree most on 1, scheme 1: by Non-local recognizable degree it "
        "leaks most of 4, by PSNR it leaks least of 4."
    )
    where = disagreement(found)
    assert where is not None
    assert (where.higher, where.lower, where.ranks) == ("proposed", "psnr", (1, 4))


def test_the_sentence_tells_middle_and_shared_places():
    found = complete(psnr=[2.0, 4.0, 4.0, 1.0])
    assert sentence(found).endswith(
        "by Non-local recognizable degree it leaks most of 4, by PSNR it leaks 3rd "
        "most of 4."
    )
    found = complete(psnr=[1.0, 1.0, 1.0])
    assert "by PSNR it shares place 2 of 3" in sentence(found)


def test_the_sentence_says_so_where_all_give_the_same_order():
    assert sentence(complete()) == (
        "The indices put these encryptions in the same order."
    )


def test_the_sentence_waits_for_two_indices_and_says_how_many_there_are():
    assert sentence(columns(psnr=[1.0, None])) == ("The indices are on their way.")
    some = columns(psnr=[1.0, 2.0], ssim=[0.2, 0.1], lss=[None, 0.3])
    so_far = f"So far (2 of {len(INDICES)}): The indices disagree"
    assert sentence(some).startswith(so_far)


@given(
    st.integers(2, 8).flatmap(
        lambda count: st.lists(
            st.lists(st.integers(0, 5), min_size=count, max_size=count),
            min_size=len(INDICES),
            max_size=len(INDICES),
        )
    )
)
def test_no_two_indices_are_further_apart_than_those_of_the_sentence(values):
    found = columns(
        **{
            key.replace("-", "_"): [float(v) for v in row]
            for key, row in zip(INDICES, values, strict=True)
        }
    )
    table = np.array(list(all_ranks(found).values()))
    widest = np.ptp(table, axis=0).max()
    where = disagreement(found)
    if where is None:
        assert widest == 0
    else:
        assert where.ranks[1] - where.ranks[0] == widest
        by = all_ranks(found)
        assert by[where.higher][where.encryption] == where.ranks[0]
        assert by[where.lower][where.encryption] == where.ranks[1]


def test_every_head_is_short_and_tells_direction_range_and_provenance():
    data = table_data(complete(), index="psnr", sort="added")
    heads = {head["key"]: head for head in data["heads"]}
    assert list(heads) == list(INDICES)
    for key, index in INDICES.items():
        assert max(map(len, heads[key]["label"].split())) <= len("Information")
        assert "high shows more" in heads[key]["about"]
        assert index.provenance in heads[key]["about"]
    assert "−8.5 to 1" in heads["lss"]["about"]
    assert "0 to ∞" in heads["psnr"]["about"]
    assert heads["proposed"]["label"] == "VSI"
    label = INDICES["proposed"].label
    assert f"({label[0].lower()}{label[1:]})" in heads["proposed"]["about"]
    assert "0 to 2" in heads["proposed"]["about"]


def test_without_gs_the_papers_index_ends_at_one():
    data = table_data(complete(), index="psnr", sort="added", histogram=False)
    assert "0 to 1" in data["heads"][0]["about"]


def test_one_colour_means_one_rank_in_every_column():
    data = table_data(complete(), index="psnr", sort="added")
    for row in data["rows"]:
        assert len({(cell["paper"], cell["rank"]) for cell in row["cells"]}) == 1
    first, *_, last = (row["cells"][0] for row in data["rows"])
    assert first["paper"] == "rgb(254 232 56)"  # bright leaks
    assert last["paper"] == "rgb(0 34 78)"


def contrast(one, other):
    """Contrast of two colours as WCAG 2 defines it."""

    def luminance(colour):
        share = np.array(colour) / 255
        low, high = share / 12.92, ((share + 0.055) / 1.055) ** 2.4
        return float(np.where(share <= 0.04045, low, high) @ (0.2126, 0.7152, 0.0722))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_number_can_be_read_on_its_colour():
    data = table_data(
        complete(psnr=list(map(float, range(8)))), index="psnr", sort="added"
    )
    for row in data["rows"]:
        for cell in row["cells"]:
            paper = list(map(int, re.findall(r"\d+", cell["paper"])))
            ink = [0, 0, 0] if cell["ink"] == "#000" else [255, 255, 255]
            assert contrast(paper, ink) >= 4.5


def test_what_waits_and_what_cannot_be_scored_are_told_apart():
    found = columns(psnr=[1.0, None], ssim=[math.nan, 0.5])
    data = table_data(found, index="psnr", sort="added")
    keys = list(INDICES)
    first, second = (row["cells"] for row in data["rows"])
    assert second[keys.index("psnr")]["text"] == "…"
    assert first[keys.index("ssim")]["text"] == "none"
    assert first[keys.index("psnr")]["rank"] == ""


def test_the_table_shows_how_far_the_ranks_of_an_encryption_are_apart():
    data = table_data(complete(psnr=[1.0, 2.0, 3.0]), index="psnr", sort="spread")
    assert [row["spread"]["text"] for row in data["rows"]] == ["1 – 3", "2", "1 – 3"]
    assert [row["spread"]["order"] for row in data["rows"]] == [2, 0, 2]


def test_both_files_hold_every_number_with_its_rank_and_what_is_known_of_the_index():
    found = complete(psnr=[math.inf, 2.0, 1.0])
    lines = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert len(lines) == 3 * len(INDICES)
    (line,) = (x for x in lines if x["index"] == "psnr" and x["encryption"] == "1")
    assert (line["value"], line["rank"]) == ("inf", "1.0")
    assert line["sha256"] == f"{0:064x}"
    assert line["provenance"] == INDICES["psnr"].provenance

    card = load_model(DEFAULT_MODEL).card
    text = as_json(found, about={"plain": "x"}, card=card)
    whole = json.loads(text)
    assert whole["scores"][8]["value"] == "inf"
    assert whole["indices"]["psnr"]["range"] == [0, "inf"]
    assert whole["nqiqapei_model"]["srocc"] == card.srocc
    assert whole["plain"] == "x"


def a_map(array, **options):
    options = {"title": "A map", "low": 0, "high": 1, "reading": "Read. It.", **options}
    return Map(array=np.asarray(array), **options)


def pixels(drawing):
    return np.asarray(Image.open(io.BytesIO(drawing.png)))


def test_a_map_is_drawn_as_levels_of_its_own_scale_and_left_out_cells_are_clear():
    drawing = compare_maps.drawing(a_map([[0.0, 0.5], [1.0, math.nan]], side=8))
    assert pixels(drawing).tolist() == [
        [[0, 255], [128, 255]],
        [[255, 255], [0, 0]],
    ]
    assert (drawing.below, drawing.above, drawing.side) == (False, False, 8)


def test_values_outside_of_the_scale_are_drawn_as_its_end_and_told():
    drawing = compare_maps.drawing(a_map([[-3.0, 7.0]]))
    assert pixels(drawing).tolist() == [[0, 255]]
    assert drawing.below
    assert drawing.above


def test_a_large_map_is_drawn_smaller_as_means():
    array = np.zeros((1026, 1025))
    array[:2, :2] = 1
    drawing = compare_maps.drawing(a_map(array))
    assert drawing.side == 2
    assert pixels(drawing).shape == (513, 513)
    assert pixels(drawing)[0, 0] == 255


@pytest.mark.parametrize("key", INDICES)
def test_every_map_of_every_index_is_in_a_layer_or_a_table(key, photo, noise):
    score = INDICES[key].evaluate(photo, noise)
    drawn = compare_maps.drawn(score)
    for name, found in score.maps.items():
        stem = name.removesuffix("_plain").removesuffix("_encrypted")
        if found.side == 0:
            assert name in drawn.tables
        else:
            layer = drawn.layers.get(name) or drawn.layers[stem]
            over = layer.plain if name.endswith("_plain") else layer.encrypted
            rows, columns = pixels(over).shape[:2]
            assert (rows, columns) == found.array.shape[:2]
            assert over.side == found.side


def test_all_pictures_of_a_layer_share_the_widest_scale():
    one, other = (
        compare_maps.drawing(a_map([[0.5]], high=high)) for high in (0.25, 4.0)
    )
    assert compare_maps.scale([one, other]) == (0, 4, False, True)


def test_what_a_reading_says_of_one_picture_goes_under_that_picture():
    shared, rest = compare_maps.shared_reading(
        ["Edges leak. Overlap: 0.1.", "Edges leak. Overlap: 0.25."]
    )
    assert shared == "Edges leak."
    assert rest == ["Overlap: 0.1", "Overlap: 0.25"]
    assert compare_maps.shared_reading(["All. The same."]) == ("All. The same.", [""])


def test_a_scene_says_what_lies_over_every_picture_and_nothing_of_pixels():
    drawing = compare_maps.drawing(a_map([[0.5]]))
    layer = compare_maps.Layer(
        title="A map", reading="Read.", categories=(), plain=None, encrypted=drawing
    )
    blocks = compare_maps.Blocks(
        side=16, match=np.array([[1, 0]]), degree=np.array([[0.25, 0.5]])
    )
    panels = [
        compare_scene.ScenePicture(
            name="Plain", detail="", picture="p", coloured="c", drawing=None
        ),
        compare_scene.ScenePicture(
            name="1. X",
            detail="",
            picture="e",
            coloured="e",
            drawing=("m", drawing),
            blocks=blocks,
        ),
        compare_scene.ScenePicture(
            name="2. Y", detail="", picture="f", coloured="f", drawing=None
        ),
    ]
    scene = compare_scene.scene(
        panels, image=(16, 32), layers=[layer, None], notes=["a", "b"], point=(3, 4)
    )
    assert (scene["image"], scene["grid"], scene["side"]) == ([32, 16], [1, 2], 16)
    assert scene["legend"]["reading"] == "Read."
    assert scene["panels"][1]["map"]["address"] == "m"
    assert [panel["coloured"] for panel in scene["panels"]] == ["c", "e", "f"]
    assert scene["shown"] == "colour"
    assert scene["panels"][1]["match"] == [1, 0]
    assert scene["panels"][2]["match"] is None
    assert [panel["note"] for panel in scene["panels"]] == ["", "a", "b"]
    json.dumps(scene)


@pytest.mark.parametrize("key", INDICES)
def test_the_card_of_an_index_tells_what_it_looks_at_and_how_far_to_trust_it(key):
    index = INDICES[key]
    html = compare_index.index_card(index, index.range)
    text = re.sub(r"<[^>]+>", "", html)
    text = unescape(text)
    assert index.looks_at in text
    assert index.trust in text
    assert index.citation in text
    assert index.provenance.capitalize() in text
    assert index.chosen_on[1:] in text
    assert ("<dt>Chosen</dt>" in html) == bool(index.chosen_on)
    for doi in re.findall(r"doi:(10\.[^\s,;]+)", index.citation):
        assert f'href="https://doi.org/{doi}"' in html


def test_names_of_files_cannot_reach_into_the_page():
    html = compare_index.parts_table(["<img src=x>"], [{"<b>": 1.0}])
    assert "<img" not in html
    assert "<b>" not in html
    table = a_map([[1.0]], side=0, rows=("<i>",), columns=("<u>",))
    html = compare_index.map_tables(["<script>"], [{"x": table}])
    assert not re.search(r"<(script|i|u)>", html)


def test_the_model_card_says_data_targets_agreement_and_limits():
    card = load_model(DEFAULT_MODEL).card
    html = compare_index.model_card(card)
    for part in (card.data, card.targets, card.validation, card.limits):
        assert part.rstrip(".") in html.replace("&#x27;", "'")
    assert f"{card.srocc:.2f}" in html
