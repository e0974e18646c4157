import re
from dataclasses import replace

import numpy as np
import pytest

import core
from core.indices.verdicts import Verdict, how_much_shows
from core.recognizability.blocks import join, split
from core.recognizability.channel import Channel
from core.recognizability.noise import NoiseBaseline
from core.remarks import Remark
from explorer.figures.why import MEASURING, MEASURING_COLOUR, Why

PLANES = Remark(kind="planes", words="Bit plane 8 is left in the clear.")


def why(result):
    """The sentence on the blocks that make half of the score."""
    return Why.of(result).leak


def verdict(result):
    """What is said of a score that is above all noise."""
    return Why.of(result).words([0.0])


def test_an_image_against_itself_shows_in_its_own_place(photo):
    result = core.visual_security_index(photo, photo)
    assert re.search(r"100% of these \d+ show in their own place", why(result))


def test_where_nothing_is_recognised_that_is_said_and_not_that_nothing_shows():
    black, white = np.zeros((64, 64)), np.full((64, 64), 255.0)
    said = Why.of(core.visual_security_index(black, white)).words(None)
    assert said == "No block of the plain picture is found again."


def draws_around(result):
    """Draws that the score lies within, and draws that all are above it."""
    return (
        (result.vsi - 0.1, result.vsi + 0.1),
        (result.vsi + 0.1, result.vsi + 0.2),
    )


def information(kind):
    return Verdict(kind=kind, sentence="Above noise by 9 times.")


@pytest.mark.parametrize("known", [None, information("above"), information("barely")])
def test_a_score_within_or_below_noise_is_not_told_from_it(known, result):
    within, below = draws_around(result)
    for draws, words in ((within, "score "), (below, "score more, ")):
        said = Why.of(result).words(draws, (), known)
        assert said.startswith(
            "This score cannot tell it from noise. The same pixels in random order "
            f"{words}{min(draws):.2f} to {max(draws):.2f} (2 draws)."
        )
        assert said.endswith(known.sentence if known else "may still find something.")
        assert not re.search(r"block|elsewhere|\bshows?\b", said)


def test_nothing_shows_where_the_information_is_within_noise_too(result):
    within, below = draws_around(result)
    for draws, words in ((within, "This is what noise"), (below, "Noise")):
        said = Why.of(result).words(draws, (), information("within"))
        assert said.startswith(f"Nothing shows. {words} scores")
        assert f"{min(draws):.2f} to {max(draws):.2f} on this picture (2 draws)" in said


def test_nothing_shows_is_not_said_beside_what_does_show(result):
    (within, _), known = draws_around(result), information("within")
    colour = Channel(
        name="Cb", vsi=1.9, rd=0.9, gs=1.0, noise=NoiseBaseline.of(1.9, [0.5])
    )
    found = Why.of(result)
    for why, shows in (
        (found, (colour,)),
        (replace(found, remarks=(PLANES,)), ()),
        (replace(found, copies="A copy counts 0."), ()),
    ):
        said = why.words(within, shows, known)
        assert "This score cannot tell it from noise." in said
        assert "Nothing shows" not in said


def test_a_score_above_noise_does_not_depend_on_information(result):
    found, draws = Why.of(result), [result.vsi - 0.1]
    assert not found.asks_for_information(draws)
    assert found.words(draws, (), information("within")) == found.words(draws)
    assert found.asks_for_information([result.vsi + 0.1])


def test_while_noise_is_measured_no_block_is_said_to_show(result):
    assert Why.of(result).words(None) == MEASURING
    assert Why.of(result).words(None, None) == MEASURING_COLOUR


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "Traces show"),
        (0.49, "Traces show"),
        (0.5, "Pieces of the picture still show"),
        (0.84, "Pieces of the picture still show"),
        (0.85, "Most of the picture shows"),
        (0.95, "The whole picture shows"),
        (1.0, "The whole picture shows"),
    ],
)
@pytest.mark.parametrize("top", [1.0, 2.0])
def test_how_much_shows_goes_by_where_the_score_stands_above_noise(share, words, top):
    mean = top / 4  # with these numbers the shares are exact
    score = mean + share * (top - mean) + 1e-9
    assert how_much_shows(NoiseBaseline.of(score, [mean]), top) == words


def test_a_picture_that_scores_like_its_noise_shows_whole():
    assert (
        how_much_shows(NoiseBaseline.of(2.0, [2.0]), 2.0) == "The whole picture shows"
    )


def test_the_verdict_says_how_much_shows_where_and_how_many_blocks_are_found(
    photo, shuffled
):
    itself = core.visual_security_index(photo, photo)
    count = itself.match.size
    assert verdict(itself) == (
        f"The whole picture shows, in place. All {count} blocks are found again, in "
        "their own place."
    )
    # Blocks as large as those that changed places.
    own = core.visual_security_index(photo, shuffled, core.Parameters(alpha=15.5 / 96))
    assert re.fullmatch(
        r"The whole picture shows, in other places\. "
        r"All 48 blocks are found again, (on average )?\d blocks away\.",
        verdict(own),
    ) or re.fullmatch(
        r"The whole picture shows, in other places\. "
        r"All 48 blocks are found again, \d+ of them on average \d blocks away\.",
        verdict(own),
    )


def test_eq_6_as_printed_has_no_scale_to_say_how_much_shows(photo):
    result = core.visual_security_index(photo, photo, pooling="printed")
    assert verdict(result).startswith("More shows than in noise, in place. All ")


def test_the_first_sentence_is_the_heading_and_the_rest_stands_below(result):
    remark = Remark(kind="planes", words="A <b>remark</b> first.")
    html = Why.of(result, (remark,)).html([0.0])
    assert html.startswith(
        '<h1 class="verdict">A &lt;b&gt;remark&lt;/b&gt; first.</h1>'
    )
    assert html.count("<h1") == 1
    assert "blocks are found again" in html.partition('<p class="why">')[2]
    assert "<h1" not in Why.of(result).html([0.0], tag="p")


def test_copies_that_count_0_are_told_with_the_score_of_exact_ones(photo):
    blocks = split(photo[:96, :96], 16)
    order = np.random.default_rng(0).permutation(36)
    encrypted = join(blocks[order], (6, 6))
    encrypted[8::16, 8::16] += np.where(encrypted[8::16, 8::16] < 255, 1, -1)
    settings = core.Parameters(alpha=15.5 / 96)
    result = core.visual_security_index(photo[:96, :96], encrypted, settings)
    count = int(result.near_copies.sum())
    assert count > 1
    assert verdict(result).endswith(
        f" {count} blocks have a copy that looks the same (sim_A at least 0.98) but "
        "count 0, because no edge of the copy meets one of their own (Eq. 4). With "
        f"exact copies the score would be {result.vsi_with_copies:.2f}."
    )


def test_a_shuffled_image_shows_elsewhere_and_the_sentence_says_how_far(
    photo, shuffled
):
    # Blocks as large as those that changed places.
    result = core.visual_security_index(
        photo, shuffled, core.Parameters(alpha=15.5 / 96)
    )
    assert re.search(
        r"% of these \d+ show somewhere else in the picture, "
        r"\d blocks away on average, "
        r"by appearance \(sim_A 1\.00\)",
        why(result),
    )


def test_an_image_moved_by_a_block_shows_beside_its_own_place(photo):
    moved = np.roll(photo, 16, axis=1)
    result = core.visual_security_index(photo, moved, core.Parameters(alpha=15.5 / 96))
    assert "somewhere else in the picture, beside their own place" in why(result)


def test_the_sentence_counts_the_fewest_blocks_that_make_half(result):
    found = re.match(r"(\d+) of (\d+) blocks make half of RD", why(result))
    assert found
    needed, count = map(int, found.groups())
    falling = np.sort(result.contribution.ravel())[::-1]
    assert count == falling.size
    assert falling[:needed].sum() >= 0.5 - 1e-12
    assert falling[: needed - 1].sum() < 0.5


def test_a_leak_in_one_part_of_the_image_is_said_to_be_there(photo):
    plain = np.full((160, 200), 128.0)
    plain[96:, 110:] = photo[:64, 20:110]
    result = core.visual_security_index(plain, plain)
    assert "make half of RD, mostly in the lower right quarter." in why(result)


def test_few_blocks_are_named_by_their_places(photo):
    plain = np.full((96, 96), 128.0)
    plain[:32, :32] = photo[:32, :32]
    plain[64:, 64:] = photo[32:64, 32:64]
    result = core.visual_security_index(plain, plain, core.Parameters(alpha=0.33))
    sentence = why(result)
    assert sentence.startswith(
        "3 of 9 blocks make half of RD "
        "(row 1 column 1, row 3 column 3 and row 2 column 3)"
    )


def test_a_single_block_is_spoken_of_as_one(photo):
    square = photo[:, :96]
    result = core.visual_security_index(square, square, core.Parameters(alpha=0.99))
    assert why(result).startswith(
        "One block is the whole grid, so there is no other place where it could "
        "show. It shows by appearance (sim_A 1.00)"
    )


def test_where_little_of_the_image_is_looked_at_the_sentence_begins_with_it(photo):
    # 53 of 96 by 106 of 128 pixels, and all of them when the rest is mirrored.
    settings = core.Parameters(alpha=0.55)
    result = core.visual_security_index(photo, photo, settings)
    assert result.degree.shape == (1, 2)
    share = f"{result.coverage:.0%}"
    assert verdict(result).startswith(
        f"Only {share} of the picture fills whole blocks and is looked at: the whole "
    )
    black, white = np.zeros((96, 96)), np.full((96, 96), 255.0)
    assert verdict(core.visual_security_index(black, white, settings)).startswith(
        "Only 30% of the picture fills whole blocks and is looked at: no block of the"
    )
    mirrored = core.visual_security_index(photo, photo, settings, border="pad")
    assert "looked at" not in verdict(mirrored)
    assert "looked at" not in verdict(core.visual_security_index(photo, photo))


def test_one_block_that_makes_half_is_named_with_what_it_makes():
    # Edges in one block alone: no other has any weight.
    plain = np.full((96, 96), 128.0)
    plain[40:56, 40:56] = 0
    result = core.visual_security_index(plain, plain, core.Parameters(alpha=0.33))
    assert result.contribution[1, 1] > 0.5
    assert re.match(
        r"One block, row 2 column 2, makes \d+% of RD. It shows in its own place",
        why(result),
    )


def test_of_blocks_that_all_contribute_alike_no_place_is_named():
    flat = np.full((200, 200), 90.0)
    for alpha in (0.1, 0.5, 0.45):
        result = core.visual_security_index(flat, flat, core.Parameters(alpha=alpha))
        assert np.ptp(result.contribution) < 1e-12
        assert not re.search(r"half of RD,|quarter|middle|row", why(result)), why(
            result
        )


def test_without_structure_the_sentence_says_nothing_of_it(photo, shuffled):
    result = core.visual_security_index(photo, shuffled, components=core.Components.C1)
    assert "by appearance alone" in why(result)
    assert "sim_S" not in why(result)


def test_without_edges_structure_is_not_praised():
    flat = np.full((200, 200), 90.0)
    result = core.visual_security_index(flat, flat)
    assert "in their own place" in why(result)
    assert "neither picture has an edge" in why(result)


def test_eq_6_as_printed_is_said_where_it_is_used(photo, shuffled):
    result = core.visual_security_index(photo, shuffled, pooling="printed")
    assert "half of RD (Eq. 6 as printed)" in why(result)


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["normalised", "printed"])
@pytest.mark.parametrize(
    "parts", [core.Components.C1, core.Components.C2, core.Components.C4]
)
@pytest.mark.parametrize("plain", ["photo", "noise", "flat", "black", "white"])
@pytest.mark.parametrize("encrypted", ["photo", "noise", "flat", "black", "white"])
def test_every_pair_has_one_whole_sentence(plain, encrypted, parts, pooling, odd):
    result = core.visual_security_index(
        odd[plain], odd[encrypted], components=parts, pooling=pooling
    )
    sentence = why(result).replace("Eq. 6", "Eq 6")
    assert re.fullmatch(r"([A-Z0-9][^.]*(\.\d\d[^.]*)*\. ?){1,2}", sentence), sentence
    said = verdict(result)
    assert re.fullmatch(r"([A-Z0-9][^.]*(\.\d\d[^.]*)*\. ?)+", said), said
    for words in (sentence, said):
        assert "nan" not in words
        assert not re.search(r"\b1 blocks|of 1 blocks", words)
