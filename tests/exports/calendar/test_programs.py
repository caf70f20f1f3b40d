"""Calendar files as real calendar programs read them, in a time zone far from the event's."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler.domain.messages.calendar_data import CalendarEvent, FeedEntry, Mailbox, RoundSlot
from scheduler.exports.calendar import entries as calendar

TITLE = "Frühstück, ‘Łódź’; breakfast \\ ναι"
LONDON = ZoneInfo("Europe/London")
OFFICE, ZOE = Mailbox("Riverside Hub", "office@example.org"), Mailbox("Zoë", "zoe@example.org")
# On the twentieth of March, New York already keeps summer time and London does not.
CHANGED = datetime(2027, 3, 1, tzinfo=LONDON)
EVENT = CalendarEvent(
    uid="event-7@example.org",
    title=TITLE,
    starts=datetime(2027, 3, 20, 8, 30, tzinfo=LONDON),
    ends=datetime(2027, 3, 20, 10, 0, tzinfo=LONDON),
    time_zone="Europe/London",
    organiser=OFFICE,
    place="Town Hall, 1 High Street; upstairs",
    description="Two talks; then rounds.",
    page_url="https://example.org/e/winter",
)
ENTRY = FeedEntry(EVENT, 1, CHANGED)
ROUND = RoundSlot(
    1,
    datetime(2027, 3, 20, 9, 0, tzinfo=LONDON),
    datetime(2027, 3, 20, 9, 8, tzinfo=LONDON),
    4,
    ("Max Weber",),
)
OWN = ENTRY, *calendar.round_entries(ENTRY, [ROUND])
FILES = {
    "invite": calendar.invite(EVENT, ZOE, 1, CHANGED),
    "download": calendar.download(OWN),
    "feed": calendar.feed(OWN, "Zoë’s breakfast"),
}


def calcurse(file: Path, home: Path) -> list[str]:
    """The appointments of the day after an import into an empty calendar."""
    here = ["calcurse", "-D", str(home), "-C", str(home)]
    run([*here, "-q", "-i", str(file)], home)
    asked = ["-Q", "--from", "03/20/2027", "--days", "1", "--format-apt", "%S %E %m\\n"]
    return run([*here, *asked], home)[1:]


def khal(file: Path, home: Path) -> list[str]:
    """The same of khal."""
    config = home / "config"
    config.write_text(
        f"[calendars]\n[[all]]\npath = {home / 'all'}\n[sqlite]\npath = {home / 'cache.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
    )
    (home / "all").mkdir()
    run(["khal", "-c", str(config), "import", "--batch", "-a", "all", str(file)], home)
    asked = [
        "list",
        "2027-03-20",
        "1d",
        "-f",
        "{start-time} {end-time} {title}",
        "--day-format",
        "",
    ]
    return run(["khal", "-c", str(config), *asked], home)


def run(command: list[str], home: Path) -> list[str]:
    surroundings = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "America/New_York",
    }
    done = subprocess.run(command, env=surroundings, capture_output=True, check=True, text=True)
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]


PROGRAMS = [program for program in (calcurse, khal) if shutil.which(program.__name__)]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_calendar_program_shows_every_entry_at_its_moment(
    program: Callable[[Path, Path], list[str]], name: str, tmp_path: Path
) -> None:
    file = tmp_path / f"{name}.ics"
    file.write_bytes(FILES[name])
    home = tmp_path / "home"
    home.mkdir()
    rounds = [] if name == "invite" else [f"05:00 05:08 Round 1: table 4 ({TITLE})"]
    assert program(file, home) == [f"04:30 06:00 {TITLE}", *rounds]
