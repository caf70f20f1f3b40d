"""The server as it was before it was made faster, out of this project's own history."""

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from benchmarks.web.product import ROOT, Product, started
from tests.processes import environment

COMMIT = "ea7a9d2dcc4aea52f65e1bca30666e91251ff36e"
"""One web process; every visitor's page rendered anew, its form field by field."""

BREAKFAST = """
import os
from datetime import UTC, datetime, timedelta
from scheduler.web.factory import create_app
from scheduler.models import db
from scheduler.services import accounts
from tests.builders import make_event
with create_app(os.environ).app_context():
    now = datetime.now(UTC).replace(microsecond=0)
    accounts.add_account("Olwen Rees", "olwen@example.org", "no password", "Paisley", now)
    db.session.commit()
    starts = now + timedelta(days=14)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    print(make_event(1, capacity=CAPACITY, **times).slug)
"""
"""The same breakfast as `product.breakfast`, in that version's words."""


def is_known() -> bool:
    """Whether this checkout has the history that holds it."""
    return _git("cat-file", "-e", COMMIT).returncode == 0


@contextmanager
def first_server(folder: Path, capacity: int) -> Iterator[tuple[Product, str]]:
    """That version, running on the libraries of today, and the slug of a breakfast in it."""
    files, instance = folder / "files", folder / "instance"
    with tarfile.open(fileobj=BytesIO(_git("archive", COMMIT).stdout)) as tar:
        tar.extractall(files, filter="data")
    with started([sys.executable, "-m", "flask", "serve"], files, instance) as running:
        made = subprocess.run(
            [sys.executable, "-c", BREAKFAST.replace("CAPACITY", str(capacity))],
            cwd=files,
            env=environment(instance, LOG_LEVEL="ERROR"),
            capture_output=True,
            text=True,
            check=True,
        )
        yield running, made.stdout.strip()


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
