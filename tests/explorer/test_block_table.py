import re

import numpy as np
import pytest

import core
from explorer.explore.block_table import COLUMNS, ROWS, order, table
from explorer.figures.selection import picked


def rows(html):
    return [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)[1:]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html)[1:]
    ]


def test_every_row_holds_the_numbers_of_its_block(result):
    columns = result.degree.shape[1]
    found = rows(table(result))
    assert len(found) == ROWS
    falling = np.sort(result.contribution.ravel())[::-1]
    for cells, share in zip(found, falling, strict=False):
        row, column, to_row, to_column = (int(cell) - 1 for cell in cells[:4])
        block, match = row * columns + column, to_row * columns + to_column
        assert result.match[row, column] == match
        assert cells[4:] == [
            f"{share:.2%}",
            f"{result.degree[row, column]:.4f}",
            f"{result.weight[row, column]:.4f}",
            f"{result.sim_a[block, match]:.4f}",
            f"{result.sim_s[block, match]:.4f}",
        ]


@pytest.mark.parametrize("column", COLUMNS)
def test_all_pages_together_hold_every_block_once(column, result):
    count = result.match.size
    found = [
        tuple(cells[:2])
        for first in range(0, count, ROWS)
        for cells in rows(table(result, column, first))
    ]
    assert len(set(found)) == len(found) == count
    assert sorted(order(result, column)) == list(range(count))


def test_a_table_tells_a_screen_reader_what_it_is(result):
    html = table(result, "place", ROWS)
    assert f">Blocks {ROWS + 1} to {2 * ROWS} of {result.match.size}." in html
    assert html.count('scope="col"') == 9
    assert html.count('scope="row"') == ROWS


def test_every_row_leads_to_its_block_and_the_pinned_one_is_marked(result):
    columns = result.degree.shape[1]
    pin = int(order(result, "contribution")[2])
    html = table(result, pin=pin)
    picks = re.findall(r'<tr data-pick="([^"]*)"', html)
    assert picks == re.findall(r'<button type="button" data-pick="([^"]*)"', html)
    for pick, cells in zip(picks, rows(html), strict=True):
        row, column = (int(cell) - 1 for cell in cells[:2])
        assert picked(result, pick) == [row * columns + column]
    marked = re.findall(r'data-pick="([^"]*)"[^>]*aria-pressed="true"', html)
    assert marked == [f"block {pin}"]
    assert html.count('class="pinned"') == 1
    assert 'class="pinned"' not in table(result)


def test_where_nothing_counts_the_block_of_highest_sim_a_stands_in_brackets():
    black, white = np.zeros((64, 64)), np.full((64, 64), 255.0)
    result = core.visual_security_index(black, white)
    assert rows(table(result))[0][2:4] == ["(1)", "(1)"]
