"""A row for every frame of an animated file."""

import numpy as np
import pytest
from PIL import Image

import core
from core.batch import Form, evaluate, measures
from core.batch.frames import FRAME, Frame, each_frame
from core.batch.table import Table, TableError

SIDE = 64

# That a frame holds a palette is said of each.
pytestmark = pytest.mark.filterwarnings("ignore::core.ImageNotice")


def save(path, frames, **options):
    first, *others = (Image.fromarray(np.asarray(frame, np.uint8)) for frame in frames)
    first.save(path, save_all=True, append_images=others, **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Plain and encrypted animations of 4 frames, a still, and odd files."""
    folder = tmp_path_factory.mktemp("frames")
    y, x = np.mgrid[:SIDE, :SIDE]
    plain = [
        90 + 60 * np.sin(x / 9 + k) + 40 * np.cos(y / 7 - k * x / 50) for k in range(4)
    ]
    plain = [np.rint(frame).clip(0, 199) for frame in plain]
    encrypted = [
        core.SCHEMES["peid-09"].encrypt(frame, level=2, key=str(k))
        for k, frame in enumerate(plain)
    ]
    save(folder / "plain.gif", plain)
    save(folder / "still.png", plain[:1])
    save(folder / "cipher.gif", encrypted)
    save(folder / "cipher.png", encrypted)
    save(folder / "cipher.webp", [np.dstack([f] * 3) for f in encrypted], lossless=True)
    save(folder / "cipher.tif", encrypted)
    save(folder / "short.gif", encrypted[:3])
    save(folder / "long.gif", [np.full((32, 32), k % 200) for k in range(501)])
    (folder / "bad.gif").write_bytes(b"GIF89a nonsense")
    return folder


def table(folder, *pairs, columns=("plain", "encrypted")):
    return Table(
        name="pairs.csv",
        folder=folder,
        columns=columns,
        records=tuple(pairs),
        lines=tuple(range(2, 2 + len(pairs))),
    )


def rows(expanded):
    jobs = expanded.jobs(measures(["proposed"], Form()))
    return sorted(evaluate(jobs), key=lambda row: row.number)


@pytest.mark.parametrize("ending", ["gif", "png", "webp", "tif"])
def test_each_frame_has_the_score_of_its_picture(ending, folder):
    expanded = each_frame(table(folder, ("still.png", f"cipher.{ending}")))
    assert expanded.columns == ("plain", "encrypted", FRAME)
    assert [record[2] for record in expanded.records] == ["1", "2", "3", "4"]
    plain = core.read_image(folder / "still.png")
    frames = core.read_frames(folder / f"cipher.{ending}")
    for row, encrypted in zip(rows(expanded), frames, strict=True):
        expected = core.visual_security_index(plain, encrypted).vsi
        assert row.scores["proposed"] == pytest.approx(expected, abs=1e-9)
        assert row.encrypted.endswith(f"cipher.{ending}, frame {row.number + 1}")
        assert row.error is None


def test_a_plain_animation_goes_along_frame_by_frame(folder):
    expanded = each_frame(table(folder, ("plain.gif", "cipher.png")))
    plains = core.read_frames(folder / "plain.gif")
    ciphers = core.read_frames(folder / "cipher.png")
    for row, plain, cipher in zip(rows(expanded), plains, ciphers, strict=True):
        expected = core.visual_security_index(plain, cipher).vsi
        assert row.scores["proposed"] == pytest.approx(expected, abs=1e-9)


def test_what_has_one_frame_and_what_does_not_fit_has_one_row(folder):
    expanded = each_frame(
        table(
            folder,
            ("still.png", "still.png", "a"),
            ("plain.gif", "short.gif", "b"),
            ("plain.gif", "still.png", "c"),
            ("still.png", "long.gif", "d"),
            ("still.png", "bad.gif", "e"),
            ("still.png", "none.gif", "f"),
            ("still.png", "", "g"),
            ("still.png", "short.gif", "h"),
            columns=("plain", "encrypted", "about"),
        )
    )
    assert [record[2] + record[3] for record in expanded.records] == [
        *"abcdefg", "h1", "h2", "h3",
    ]  # fmt: skip
    assert expanded.lines[-3:] == (9, 9, 9)
    found = rows(expanded)
    assert found[0].scores["proposed"] == pytest.approx(2)
    said = [row.error for row in found[1:7]]
    assert "of 1 frame, or of 3 as the encrypted one has, got one of 4" in said[0]
    assert "of 1 frame, or of 1 as" in said[1]
    assert "long.gif holds more than 500 frames" in said[2]
    assert "bad.gif" in said[3]
    assert said[4] == "cannot open none.gif: No such file or directory"
    assert said[5] == "pairs.csv, line 8: no encrypted picture is named"
    assert all(row.error is None for row in found[7:])


def test_white_of_a_row_goes_with_each_of_its_frames(folder):
    whites = ((None, None), (None, 510.0))
    pairs = table(folder, ("still.png", "still.png"), ("still.png", "cipher.gif"))
    given = Table(
        name=pairs.name,
        folder=folder,
        columns=pairs.columns,
        records=pairs.records,
        lines=pairs.lines,
        whites=whites,
    )
    jobs = each_frame(given).jobs(measures(["proposed"]))
    assert [job.data_range for job in jobs] == [whites[0]] + [whites[1]] * 4


def test_a_column_of_that_name_is_refused(folder):
    taken = table(folder, ("a", "b", "1"), columns=("plain", "encrypted", FRAME))
    with pytest.raises(TableError, match="a column called frame"):
        each_frame(taken)


def test_a_frame_is_an_image_that_reads_itself(folder):
    frame = Frame(path=folder / "cipher.gif", number=2)
    np.testing.assert_array_equal(
        frame.read(), core.read_image(folder / "cipher.gif", frame=2)
    )
    assert frame.name == f"{folder / 'cipher.gif'}, frame 2"
