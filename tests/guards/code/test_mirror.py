"""Every service, and what decides who is let in, has a test that its name leads to."""

from pathlib import Path

from tests.guards.files import ROOT


def mirrors(module: Path) -> list[Path]:
    """What tries services/x/y.py: tests/services/x/test_y.py, or a file of that name below it."""
    inside = module.relative_to(ROOT / "scheduler")
    return sorted((ROOT / "tests" / inside.parent).rglob(f"test_{inside.name}"))


def test_every_service_has_its_test() -> None:
    services = [p for p in (ROOT / "scheduler" / "services").rglob("*.py") if p.stem != "__init__"]
    modules = [*services, ROOT / "scheduler" / "web" / "access.py"]
    without = {
        str(module.relative_to(ROOT))
        for module in modules
        if not any("def test_" in test.read_text() for test in mirrors(module))
    }
    assert without == set()
