"""Every service, and what decides who is let in, has a test that its name leads to."""

from pathlib import Path

from tests.guards.files import ROOT


def mirror(module: Path) -> Path:
    """Where the test of a module stands: services/x/y.py is tried by tests/services/x/test_y.py."""
    inside = module.relative_to(ROOT / "scheduler")
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


def test_every_service_has_its_test() -> None:
    services = [p for p in (ROOT / "scheduler" / "services").rglob("*.py") if p.stem != "__init__"]
    modules = [*services, ROOT / "scheduler" / "web" / "access.py"]
    without = {
        str(module.relative_to(ROOT))
        for module in modules
        if not mirror(module).exists() or "def test_" not in mirror(module).read_text()
    }
    assert without == set()
