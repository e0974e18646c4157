"""What is installed from a wheel holds all that the explorer needs."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from hatchling import build

ROOT = Path(__file__).parents[1]
PACKAGES = ("core", "explorer", "sample_images")


@pytest.mark.slow
def test_a_wheel_holds_every_file_of_the_packages_and_nothing_else(
    tmp_path, monkeypatch
):
    listed = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("no clone: the list of files is git's")
    monkeypatch.chdir(ROOT)
    name = build.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / name) as wheel:
        packed = {each for each in wheel.namelist() if ".dist-info/" not in each}
    assert packed == set(listed.stdout.splitlines())
