"""What people gave the pictures of which a verdict says that so much shows."""

from collections import defaultdict

import numpy as np
import pytest

import core
from core.indices.verdicts import SHOWN, how_much_shows
from core.recognizability.noise import NoiseBaseline
from explorer.people import benchmark


@pytest.fixture(scope="module")
def opinions():
    """What people gave the judged pictures, from 0 to 6, by what is said of them."""
    database, scores = benchmark.sample_benchmark(), benchmark.shipped().scores
    noise, found = {}, defaultdict(list)
    for row in database.rows:
        if row.picture not in noise:
            noise[row.picture] = core.noise_baseline(*row.read(), draws=3).draws
        vsi = scores["proposed", benchmark.row_name(row)]
        words = how_much_shows(NoiseBaseline.of(vsi, noise[row.picture]), top=2.0)
        found[words].append(row.score)
    return found


@pytest.mark.slow
def test_the_more_a_verdict_says_that_shows_the_more_people_saw(opinions):
    assert sum(map(len, opinions.values())) > 300
    medians = [float(np.median(opinions[words])) for _, words in SHOWN]
    for median, (low, high) in zip(
        medians, ((0, 1), (1, 3), (3, 4), (4, 6)), strict=True
    ):
        assert low <= median <= high
    # Three in four of the pictures that show whole were judged above three in four of
    # those of which pieces show.
    whole, pieces = (opinions[SHOWN[n][1]] for n in (3, 1))
    assert np.quantile(whole, 0.25) > np.quantile(pieces, 0.75)
