"""The blocks that sample pairs name for Learn, and the pair that it opens with."""

import numpy as np
import pytest

import core
from explorer.learn.lessons.illustrative_block import outlines_seen_again
from explorer.pair.sources import load_sample, samples

PAIRS = [
    pytest.param(plain, encrypted, id=f"{plain.key} {encrypted.key}")
    for plain in samples().values()
    for encrypted in plain.encrypted
]


@pytest.mark.slow
@pytest.mark.parametrize(("plain", "encrypted"), PAIRS)
def test_a_pair_names_the_block_whose_outlines_are_seen_again_best(plain, encrypted):
    result = core.visual_security_index(
        *(load_sample(entry).luma for entry in (plain, encrypted))
    )
    seen = outlines_seen_again(result)
    if encrypted.teaches is None:  # noise: no block has anything to show
        assert seen.max() < 0.1
        return
    row, column = divmod(int(seen.argmax()), seen.shape[1])
    assert encrypted.teaches == (row + 1, column + 1)
    assert seen.max() > 0.4


def test_the_pieces_of_the_first_pair_come_back_at_the_cipher_s_own_grid():
    plain = next(iter(samples().values()))
    pair = [load_sample(entry).luma for entry in (plain, plain.encrypted[0])]
    side = core.find_grid(pair[1]).side
    assert side == 64
    parameters = core.Parameters(alpha=(side - 0.5) / min(pair[0].shape))
    result = core.visual_security_index(*pair, parameters)
    assert result.side == side
    # Blocks of sky look the same and share no edge, which Eq. 4 counts as 0.
    clear = ~result.near_copies
    assert clear.mean() > 0.9
    assert result.degree[clear].min() > 0.98
    there = result.cut(pair[1])[result.shown.ravel()]
    apart = np.abs(there - result.cut(pair[0])).max(axis=(1, 2))
    assert apart[clear.ravel()].max() <= 0.51  # grey levels were rounded
