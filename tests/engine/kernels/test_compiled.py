"""Machine code is kept for the sources that it was made of, and for no others."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from scheduler.engine.kernels import compiled as compiling

_SOURCE = """
from scheduler.engine.kernels.compiled import compiled


@compiled("int64(int64)")
def twice(number):
    return 2 * number
"""


def _loaded(path: Path) -> Any:
    """The kernel of a file, imported as a process that starts anew imports it."""
    spec = importlib.util.spec_from_file_location("kernel_of_a_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.twice


def _hits(kernel: Any) -> int:
    return sum(kernel.stats.cache_hits.values())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "kernel_of_a_test.py"
    path.write_text(_SOURCE)
    return path


def test_the_second_import_loads_what_the_first_compiled(source: Path) -> None:
    assert [_hits(_loaded(source)) for _ in range(2)] == [0, 1]


def test_a_change_of_any_kernel_compiles_anew(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _loaded(source)
    monkeypatch.setattr(compiling, "SOURCES", "of another day")
    kernel = _loaded(source)
    assert (_hits(kernel), kernel(21)) == (0, 42)
    assert _hits(_loaded(source)) == 1


def test_a_cache_that_names_types_which_are_gone_is_left_unread(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _loaded(source)
    (index,) = source.parent.rglob("*.nbi")
    index.write_bytes(index.read_bytes()[:30] + b"not a pickle")
    monkeypatch.setattr(compiling, "SOURCES", "of another day")
    assert _loaded(source)(21) == 42
