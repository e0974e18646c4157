"""A column of scores that is not finished, or says little, has what it has."""

import math

import numpy as np
import pytest

from core.evaluation import (
    agreement,
    agreement_report,
    column_agreement,
    column_of,
    of_index,
    read_peid,
)
from core.evaluation.column import srocc, srocc_interval


@pytest.fixture(scope="module")
def peid(miniature, tmp_path_factory):
    folder = miniature.peid(tmp_path_factory.mktemp("three"), ("airport", "book"))
    return read_peid(folder)


def test_what_is_not_finite_is_left_out_with_its_type_and_picture(peid):
    scores = np.arange(float(len(peid.rows)))
    scores[[0, 2]] = np.nan, np.inf
    column = column_of(scores, peid)
    assert column.scores == (1.0, *map(float, range(3, len(peid.rows))))
    assert column.pictures == tuple(np.delete(peid.pictures, [0, 2]))
    assert hash(column) == hash(column_of(scores.copy(), peid))
    whole = column_agreement(column).whole
    assert whole == agreement(column.scores, column.mos)
    assert srocc(column) == whole.srocc


def test_a_type_of_too_few_scores_takes_nothing_from_the_others(peid):
    kinds = np.array(peid.types)
    scores = peid.scores + 0.01 * np.arange(len(kinds))
    scores[np.flatnonzero(kinds == "enc02")[2:]] = np.nan
    found = column_agreement(column_of(scores, peid)).types
    assert list(found.srocc) == ["enc01", "enc07"]
    report = agreement_report(peid, [of_index("lss")], {"lss": scores}, draws=0)
    assert report.indices[0].types.srocc == found.srocc


def test_a_column_that_never_moves_has_types_without_an_order(peid):
    column = column_of(np.ones(len(peid.rows)), peid)
    found = column_agreement(column)
    assert found.whole is None
    assert "1 everywhere" in found.problem
    assert all(math.isnan(value) for value in found.types.srocc.values())
    assert srocc(column) is None
    assert srocc_interval(column) is None


def test_no_scores_have_nothing_at_all(peid):
    found = column_agreement(column_of(np.full(len(peid.rows), np.nan), peid))
    assert found.whole is None
    assert found.types.srocc == {}
