"""The limits of several processes: counted together, in a file."""

import stat
from pathlib import Path

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from scheduler.web.app.shared_counts import SharedCounts


def test_two_processes_count_together(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path / 'limits.db'}"
    one, other = (FixedWindowRateLimiter(storage_from_string(uri)) for _ in range(2))
    limit = RateLimitItemPerMinute(3)
    hits = [who.hit(limit, "192.0.2.1") for who in (one, other, one, other, one)]
    assert hits == [True, True, True, False, False]
    assert other.hit(limit, "192.0.2.2")
    assert one.get_window_stats(limit, "192.0.2.1").remaining == 0


def test_a_count_is_forgotten_when_its_time_is_over(tmp_path: Path) -> None:
    counts = SharedCounts(f"sqlite:///{tmp_path / 'limits.db'}")
    assert [counts.incr("a", 60), counts.incr("a", 60), counts.get("a")] == [1, 2, 2]
    assert [counts.incr("b", 0), counts.incr("b", 0), counts.get("b")] == [1, 1, 0]
    counts.clear("a")
    assert [counts.get("a"), counts.incr("c", 60, 5), counts.get("c")] == [0, 5, 5]
    counts.reset()
    assert counts.get("c") == 0


def test_the_file_names_nobody_and_is_for_the_server_alone(tmp_path: Path) -> None:
    path = tmp_path / "limits.db"
    counts = SharedCounts(f"sqlite:///{path}")
    counts.incr("LIMITER/192.0.2.1/ann@example.org", 60)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert [b"192.0.2.1" in kept, b"ann@" in kept] == [False, False]


def test_a_folder_that_is_gone_is_an_absent_store(tmp_path: Path) -> None:
    assert not SharedCounts(f"sqlite:///{tmp_path / 'gone' / 'limits.db'}").check()
    assert SharedCounts(f"sqlite:///{tmp_path / 'limits.db'}").check()
