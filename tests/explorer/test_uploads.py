"""Uploads on disk: gone with their session, their server, or at the next start."""

import io
import signal
import subprocess
import sys
import tempfile

import pytest

from explorer.store import uploads
from explorer.store.uploads import Upload, remove_left_behind

HOLDER = """
import io, sys, time
from explorer.store.uploads import Upload
upload = Upload("data.csv", io.BytesIO(b"rows"), ".csv")
print(upload.path, flush=True)
if sys.argv[1] == "wait":
    time.sleep(600)
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A temporary folder of this test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    uploads._folder.cache_clear()
    yield tmp_path
    uploads._folder.cache_clear()


@pytest.mark.slow
def test_uploads_of_a_killed_server_are_removed_at_the_next_start_and_no_others(
    place, monkeypatch, until
):
    command = [sys.executable, "-c", HOLDER, "wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        theirs = place / server.stdout.readline().strip()
        assert theirs.read_bytes() == b"rows"
        ours = Upload("mine.zip", io.BytesIO(b"zip"), ".zip")
        foreign = place / "showthrough-notes"
        foreign.mkdir()
        (place / "showthrough-uploads-link").symlink_to(foreign)
        assert remove_left_behind() == 0
        assert theirs.exists()
        server.send_signal(signal.SIGKILL)
        server.wait()
        assert theirs.exists()
        # Whatever the clock says: it is not asked.
        monkeypatch.setattr("time.time", lambda: -1e9)
        assert remove_left_behind() == 1
    assert not theirs.exists()
    assert ours.path.exists()
    assert foreign.exists()


@pytest.mark.slow
def test_a_server_that_ends_leaves_nothing(place):
    done = subprocess.run([sys.executable, "-c", HOLDER, "end"], check=True)
    assert done.returncode == 0
    assert list(place.iterdir()) == []


def test_an_upload_leaves_with_its_object(place):
    upload = Upload("../../a b%.zip", io.BytesIO(b"zip"), ".zip")
    path = upload.path
    assert path.name == "a b_.zip"
    assert path.read_bytes() == b"zip"
    del upload
    assert not path.exists()
