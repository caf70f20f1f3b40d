"""The files of the project, without what was vendored, generated or installed."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("scheduler", "templates", "static", "tests", "benchmarks", "docs", ".ci")
NOT_WRITTEN_HERE = ("vendor", "fonts", "__pycache__")


def our_files(*suffixes: str) -> Iterator[Path]:
    """Every file written here with one of the suffixes (all files if none is given)."""
    for top in OURS:
        yield from _under(ROOT / top, suffixes)
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and path.name != ".git" and _wanted(path, suffixes):
            yield path


def vendored_folders() -> list[Path]:
    """Every folder of files written elsewhere."""
    return [path for top in OURS for path in (ROOT / top).rglob("vendor") if path.is_dir()]


def _under(top: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for path in sorted(top.rglob("*")):
        outside = any(part in NOT_WRITTEN_HERE for part in path.relative_to(ROOT).parts)
        if path.is_file() and not outside and _wanted(path, suffixes):
            yield path


def _wanted(path: Path, suffixes: tuple[str, ...]) -> bool:
    return not suffixes or path.suffix in suffixes
