"""docs/benchmarks.md, of which each benchmark rewrites its own section and no other."""

import os
import platform
import re
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_TITLE = "# Benchmarks\n\nWritten by `make bench`; do not edit by hand.\n"


def replace_section(name: str, text: str, document: Path = DOCUMENT) -> None:
    """Put ``text`` between the markers of section ``name``, adding them at the end if absent."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    whole = document.read_text(encoding="utf-8") if document.exists() else _TITLE
    section = f"{begin}\n{text.strip()}\n{end}"
    if begin in whole and end in whole:
        before, rest = whole.split(begin, 1)
        whole = before + section + rest.split(end, 1)[1]
    else:
        whole = f"{whole.rstrip()}\n\n{section}\n"
    document.parent.mkdir(exist_ok=True)
    document.write_text(whole, encoding="utf-8")


def machine(*packages: str) -> str:
    """Return one sentence: the day, the processor, and the versions that were measured."""
    cpus = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", cpus.read_text()) if cpus.exists() else []
    processor = names[0].strip() if names else platform.processor() or platform.machine()
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"Measured on {datetime.now().astimezone():%-d %B %Y} with {os.cpu_count()} cores "
        f"({processor}), {platform.system()}, Python {platform.python_version()}, {versions}."
    )
