"""A print as a job: the same wish twice is one, a file is kept for a day."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event as listening

from scheduler.domain.messages.links import Links
from scheduler.domain.paper.wish import Wish
from scheduler.domain.states import JobState
from scheduler.models import Event, Job, PrintFile, db
from scheduler.models.database import read_only
from scheduler.services.paper import printing
from tests.builders import NOW

LINKS = Links("https://example.org")
AGENDA = Wish(("agenda",))


def test_the_same_wish_twice_is_one_job_and_another_is_another(event: Event) -> None:
    first = printing.request_print(event, AGENDA, LINKS, NOW).id
    assert printing.request_print(event, AGENDA, LINKS, NOW).id == first
    assert printing.request_print(event, Wish(("sign-up",)), LINKS, NOW).id != first


def test_a_file_goes_with_the_next_one_and_after_a_day(event: Event) -> None:
    for wish in (AGENDA, Wish(("sign-up",))):
        job_id = printing.request_print(event, wish, LINKS, NOW).id
        printing.run(job_id, lambda: NOW)
        assert db.session.get_one(Job, job_id).state == JobState.DONE
    (file,) = db.session.query(PrintFile).all()
    assert (file.job_id, file.content[:5]) == (job_id, b"%PDF-")
    db.session.commit()
    later = NOW + printing.KEPT_FOR + timedelta(seconds=1)
    assert (printing.purge_files(later), printing.purge_files(later)) == (1, 0)


def test_others_save_while_the_parts_are_made_and_set(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is begun for reading takes no lock; the beat, on its own connection, needs it too."""
    began: list[str] = []
    make, lay_out = printing.parts_of, printing.print_pdf

    def parts_of(*args: Any) -> Iterator[dict[str, Any]]:
        began.append("parts")
        yield from make(*args)

    def print_pdf(*args: Any) -> bytes:
        assert not db.session.registry().in_transaction()
        began.append("pages")
        return lay_out(*args)

    def note(_connection: object) -> None:
        began.append("reads" if read_only.get() else "writes")

    monkeypatch.setattr(printing, "parts_of", parts_of)
    monkeypatch.setattr(printing, "print_pdf", print_pdf)
    job_id = printing.request_print(event, AGENDA, LINKS, NOW).id
    listening.listen(db.engine, "begin", note)
    try:
        printing.run(job_id, lambda: NOW)
    finally:
        listening.remove(db.engine, "begin", note)
    claimed_and_beaten = began.index("reads")
    assert set(began[:claimed_and_beaten]) == {"writes"}
    assert began[claimed_and_beaten : began.index("pages") + 1] == ["reads", "parts", "pages"]
