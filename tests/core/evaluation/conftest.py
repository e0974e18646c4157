"""The miniature databases, made once."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def peid_folder(miniature, tmp_path_factory) -> Path:
    return miniature.peid(tmp_path_factory.mktemp("peid"))


@pytest.fixture(scope="session")
def ivc_folder(miniature, tmp_path_factory) -> Path:
    return miniature.ivc(tmp_path_factory.mktemp("ivc"))
