import weakref
from itertools import product
from queue import LifoQueue

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.recognizability import pair_kernels, stages
from core.recognizability.blocks import Border
from core.recognizability.form import Form
from core.recognizability.pooling import Pooling
from explorer.figures import served
from explorer.pair import evaluation
from explorer.pair import sources as samples
from explorer.pair.derived import encrypt_source
from explorer.store.memory import MIB, Memory
from explorer.store.served_files import SERVED

READINGS: list[tuple[core.Components, Border, Pooling]] = [
    (core.Components.C4, "crop", "normalised"),
    (core.Components.C2, "pad", "normalised"),
    (core.Components.C3, "crop", "printed"),
]
MOVES = [
    Form(
        parameters=core.Parameters(alpha=alpha, beta=beta, gamma=gamma),
        components=parts,
        border=border,
        pooling=pooling,
    )
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
            MOVES[move].parameters,
            MOVES[move].components,
            border=MOVES[move].border,
            pooling=MOVES[move].pooling,
        )
        for name, encrypted in (("shuffled", shuffled), ("noise", noise))
        for move in range(len(MOVES))
    }


@pytest.fixture(scope="module")
def shown(photo, shuffled, noise, source):
    """Sources that somebody goes on looking at."""
    levels = {"photo": photo, "shuffled": shuffled, "noise": noise}
    return {name: source(levels[name], f"shown-{name}") for name in levels}


@pytest.mark.slow
@given(
    walk=st.lists(
        st.tuples(
            st.sampled_from(["shuffled", "noise"]), st.integers(0, len(MOVES) - 1)
        ),
        min_size=2,
        max_size=12,
    )
)
def test_result_is_the_core_s_whatever_was_shown_before(walk, expected, shown):
    for name, move in walk:
        found = evaluation.evaluate(shown["photo"], shown[name], MOVES[move])
        same(found, expected[name, move])


def test_images_of_one_shape_and_title_never_mix(photo, noise, source):
    changed = photo.copy()
    changed[50, 60] += 40
    pictures = [photo, changed, noise, photo[:, ::-1].copy()]
    sources = [source(levels, f"mix-{n}") for n, levels in enumerate(pictures)]
    for plain, encrypted in product(sources, repeat=2):
        found = evaluation.evaluate(plain, encrypted, MOVES[0])
        same(found, core.visual_security_index(plain.luma, encrypted.luma))


def test_every_level_and_key_of_a_scheme_is_encrypted_afresh(photo, source):
    plain, scheme = source(photo, "levels"), core.SCHEMES["peid-09"]
    for level, key in product((1, 2), ("one", "two")):
        found = evaluation.encrypted(plain, scheme.key, level, key)
        wanted = encrypt_source(plain, scheme, level, key)
        np.testing.assert_array_equal(found.luma, wanted.luma)
        assert found.digest == wanted.digest


def names(picture):
    return picture.title, picture.notes, picture.made


def test_one_file_under_two_names_never_has_the_other_s_name(photo, source):
    mine = source(photo, "one file", "mine.png")
    others = source(photo, "one file", "another visitor's.png")
    small = source(photo[:48, :64], "small")
    for make in (
        lambda of: evaluation.encrypted(of, "peid-09", 2, "key"),
        lambda of: evaluation.fitted(small, of, "resize")[1],
    ):
        found = [make(of) for of in (others, mine, others)]
        assert "mine" not in str(names(found[2]))
        assert "another" not in str(names(found[1]))
        assert names(found[0]) == names(found[2]) != names(found[1])
        np.testing.assert_array_equal(found[0].luma, found[1].luma)
        assert found[0].digest == found[1].digest


def test_sizes_that_differ_are_refused_as_the_core_does(photo, source):
    small = source(photo[:64], "small")
    with pytest.raises(core.ImageError, match="resize one of them"):
        evaluation.evaluate(source(photo, "p"), small, MOVES[0])


def test_what_is_remembered_of_a_pair_cannot_be_written_to(photo, shuffled, source):
    plain, encrypted = source(photo, "fixed-p"), source(shuffled, "fixed-s")
    for result in [evaluation.evaluate(plain, encrypted, MOVES[0]) for _ in range(2)]:
        for name in ("sim_a", "sim_s", "low_plain", "binary_plain", "edges_plain"):
            assert not getattr(result, name).flags.writeable, name


@pytest.mark.slow
def test_large_pairs_one_after_another_stay_within_the_memory(
    photo, shuffled, source, monkeypatch
):
    memory = Memory(24 * MIB)  # each takes 10
    monkeypatch.setattr(evaluation, "MEMORY", memory)
    photo, shuffled = np.tile(photo, (4, 4)), np.tile(shuffled, (4, 4))
    expected = core.visual_security_index(photo, shuffled)
    looked_at, sizes = [], []
    for number in range(6):
        # The session goes on holding what it looked at before.
        pair = (
            source(photo.copy(), f"large-{number}"),
            source(shuffled.copy(), f"other-{number}"),
        )
        looked_at.append(pair)
        for _ in range(2):
            same(evaluation.evaluate(*pair, MOVES[0]), expected)
            sizes.append(memory.size)
    assert max(sizes) <= 24 * MIB
    assert sizes[0] > 8 * MIB
    cut, calls = stages.cut, []
    monkeypatch.setattr(stages, "cut", lambda *given: calls.append(1) or cut(*given))
    evaluation.evaluate(*looked_at[-1], MOVES[0])
    assert calls == []
    evaluation.evaluate(*looked_at[0], MOVES[0])
    assert calls == [1]


def test_a_slider_does_not_fill_the_memory(photo, shuffled, source, monkeypatch):
    memory = Memory(100 * MIB)
    monkeypatch.setattr(evaluation, "MEMORY", memory)
    pair = source(photo, "p"), source(shuffled, "s")
    sizes = []
    for step in range(30):
        parameters = core.Parameters(alpha=0.1 + 0.01 * step, beta=20 + step)
        evaluation.evaluate(*pair, Form(parameters=parameters))
        sizes.append(memory.size)
    assert max(sizes[6:]) <= 1.1 * max(sizes[:6])


def test_an_exponent_that_somebody_looks_at_gets_its_kernel_in_the_background(
    photo, shuffled, source, monkeypatch
):
    wanted = LifoQueue()
    monkeypatch.setattr(evaluation, "_WANTED", wanted)
    monkeypatch.setattr(evaluation, "MEMORY", Memory(100 * MIB))
    monkeypatch.setattr(pair_kernels, "_KERNELS", {})
    pair = source(photo, "looked at"), source(shuffled, "and shuffled")
    # Whole ones have theirs, and beyond quarters and 10 there is none.
    for gamma in (5, 5.25, 4.75, 5.3, 12):
        evaluation.evaluate(*pair, Form(parameters=core.Parameters(gamma=gamma)))
    assert [wanted.get_nowait() for _ in range(wanted.qsize())] == [4.75, 5.25]


def test_a_pair_that_no_memory_holds_is_computed_all_the_same(
    photo, shuffled, source, monkeypatch
):
    memory = Memory(1000)
    monkeypatch.setattr(evaluation, "MEMORY", memory)
    pair = source(photo, "small-p"), source(shuffled, "small-s")
    same(
        evaluation.evaluate(*pair, MOVES[0]),
        core.visual_security_index(photo, shuffled),
    )
    assert memory.size <= 1000


def test_what_was_computed_of_an_upload_leaves_with_it(photo, source, monkeypatch):
    memory = Memory(100 * MIB)
    monkeypatch.setattr(evaluation, "MEMORY", memory)
    upload = source(photo.copy(), "upload")
    pixels = weakref.ref(upload.luma)
    encrypted = evaluation.encrypted(upload, "peid-09", 2, "key")
    evaluation.evaluate(upload, encrypted, MOVES[0])
    encrypted = weakref.ref(encrypted)
    assert memory.size > MIB / 2
    del upload
    assert (memory.size, pixels(), encrypted()) == (0, None, None)


def test_pictures_are_served_under_their_content(photo, shuffled, source):
    plain, encrypted = source(photo, "pic-p"), source(shuffled, "pic-s")
    result = evaluation.evaluate(plain, encrypted, MOVES[0])
    padded = evaluation.evaluate(plain, encrypted, MOVES[1])
    addresses = [
        served.picture(plain),
        served.picture(encrypted),
        served.edge_picture(plain),
        served.edge_picture(encrypted),
        *served.fuzzy_pictures(plain, encrypted, result),
        *served.fuzzy_pictures(plain, encrypted, padded),
    ]
    assert len(set(addresses)) == len(addresses)
    contents = [
        SERVED.get(a.rpartition("/")[2].removesuffix(".png")) for a in addresses
    ]
    assert None not in contents
    assert len(set(contents)) == len(contents)


def test_a_sample_is_read_once_and_shared():
    samples.samples.cache_clear()
    entry = next(iter(samples.samples().values()))
    assert evaluation.sample(entry) is evaluation.sample(entry)
    assert not evaluation.sample(entry).luma.flags.writeable
