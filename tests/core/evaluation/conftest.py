"""The miniature databases, made once."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def miniature() -> ModuleType:
    """Functions of `tests/miniature.py`."""
    path = Path(__file__).parents[2] / "miniature.py"
    spec = importlib.util.spec_from_file_location("miniature", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def peid_folder(miniature, tmp_path_factory) -> Path:
    return miniature.peid(tmp_path_factory.mktemp("peid"))


@pytest.fixture(scope="session")
def ivc_folder(miniature, tmp_path_factory) -> Path:
    return miniature.ivc(tmp_path_factory.mktemp("ivc"))
