import ast
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.recognizability.blocks import Border
from core.recognizability.pooling import Pooling
from explorer import compute, samples
from explorer.samples import encrypt_source
from explorer.shelf import SHELF

Move = tuple[core.Parameters, core.Components, Border, Pooling]
READINGS: list[tuple[core.Components, Border, Pooling]] = [
    (core.Components.C4, "crop", "normalised"),
    (core.Components.C2, "pad", "normalised"),
    (core.Components.C3, "crop", "printed"),
]
MOVES: list[Move] = [
    (core.Parameters(alpha=alpha, beta=beta, gamma=gamma), parts, border, pooling)
    for alpha, beta, gamma in (
        (0.1, 40, 5),
        (0.15, 40, 5),
        (0.15, 10, 5),
        (0.15, 10, 2.5),
        (0.1, 40, 1),
        (0.3, 100, 10),
    )
    for parts, border, pooling in READINGS
]


def same(found, expected):
    assert (found.vsi, found.rd, found.gs) == (expected.vsi, expected.rd, expected.gs)
    np.testing.assert_array_equal(found.match, expected.match)
    np.testing.assert_array_equal(found.contribution, expected.contribution)


@pytest.fixture(scope="module")
def expected(photo, shuffled, noise):
    """Results of the core, without any cache: (name of the encrypted one, move)."""
    return {
        (name, move): core.visual_security_index(
            photo,
            encrypted,
            MOVES[move][0],
            MOVES[move][1],
            border=MOVES[move][2],
            pooling=MOVES[move][3],
        )
        for name, encrypted in (("shuffled", shuffled), ("noise", noise))
        for move in range(len(MOVES))
    }


@given(
    walk=st.lists(
        st.tuples(
            st.sampled_from(["shuffled", "noise"]), st.integers(0, len(MOVES) - 1)
        ),
        min_size=2,
        max_size=12,
    )
)
def test_result_is_the_core_s_whatever_was_shown_before(
    walk, expected, photo, shuffled, noise, source
):
    sources = {"shuffled": source(shuffled, "s"), "noise": source(noise, "n")}
    for name, move in walk:
        found = compute.evaluate(source(photo, "p"), sources[name], *MOVES[move])
        same(found, expected[name, move])


def test_images_of_one_shape_and_title_never_mix(photo, noise, source):
    changed = photo.copy()
    changed[50, 60] += 40
    pictures = {"a": photo, "b": changed, "c": noise, "d": photo[:, ::-1].copy()}
    for plain, encrypted in product(pictures, repeat=2):
        found = compute.evaluate(
            source(pictures[plain], f"mix-{plain}"),
            source(pictures[encrypted], f"mix-{encrypted}"),
            *MOVES[0],
        )
        same(found, core.visual_security_index(pictures[plain], pictures[encrypted]))


def test_every_level_and_key_of_a_scheme_is_encrypted_afresh(photo, source):
    plain, scheme = source(photo, "levels"), core.SCHEMES["peid-09"]
    for level, key in product((1, 2), ("one", "two")):
        found = compute.encrypted(plain.digest, scheme.key, level, key, plain)
        wanted = encrypt_source(plain, scheme, level, key)
        np.testing.assert_array_equal(found.luma, wanted.luma)
        assert found.digest == wanted.digest


def test_sizes_that_differ_are_refused_as_the_core_does(photo, source):
    small = source(photo[:64], "small")
    with pytest.raises(core.ImageError, match="resize one of them"):
        compute.evaluate(source(photo, "p"), small, *MOVES[0])


def test_every_cache_is_bounded():
    tree = ast.parse(Path(compute.__file__).read_text(encoding="utf-8"))
    caches = {
        function.name: {word.arg: word.value for word in decorator.keywords}
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
        and ast.unparse(decorator.func).startswith("st.cache")
    }
    assert len(caches) >= 6
    for name, words in caches.items():
        bound = words["max_entries"]
        assert isinstance(bound, ast.Constant), name
        assert isinstance(bound.value, int), name
        assert bound.value <= 64, name


def test_pictures_lie_on_the_shelf_under_their_content(photo, shuffled, source):
    plain, encrypted = source(photo, "pic-p"), source(shuffled, "pic-s")
    result = compute.evaluate(plain, encrypted, *MOVES[0])
    padded = compute.evaluate(plain, encrypted, *MOVES[1])
    addresses = [
        compute.picture(plain),
        compute.picture(encrypted),
        compute.edge_picture(plain),
        compute.edge_picture(encrypted),
        *compute.fuzzy_pictures(plain, encrypted, result),
        *compute.fuzzy_pictures(plain, encrypted, padded),
    ]
    assert len(set(addresses)) == len(addresses)
    contents = [SHELF.get(a.rpartition("/")[2].removesuffix(".png")) for a in addresses]
    assert None not in contents
    assert len(set(contents)) == len(contents)


def test_a_sample_is_read_once_and_shared():
    samples.samples.cache_clear()
    entry = next(iter(samples.samples().values()))
    assert compute.sample(entry) is compute.sample(entry)
    assert not compute.sample(entry).luma.flags.writeable
