"""Files for the commands to read; what solves in this process has seconds of the processor."""

from pathlib import Path

import pytest

from tests.cli.planning import Write
from tests.engine.conftest import seconds_of_the_processor

__all__ = ["seconds_of_the_processor", "write"]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and returns its path."""

    def write(name: str, text: str) -> str:
        (tmp_path / name).write_bytes(text.encode())
        return str(tmp_path / name)

    return write
