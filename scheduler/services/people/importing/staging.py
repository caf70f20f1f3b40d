"""An uploaded list between preview and import: its bytes, and what was chosen for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from scheduler.domain.events.sectors import sector_key
from scheduler.domain.people.import_actions import ImportChoices
from scheduler.domain.people.import_states import state_key
from scheduler.errors import NotFound
from scheduler.exports.lists.upload import read_upload
from scheduler.models import Event, StagedImport, db, transaction
from scheduler.models.database import changed_rows, reading
from scheduler.services.people.importing.import_reading import columns_of_list, read_stored
from scheduler.services.registration.answers.values import questions_of

KEPT_FOR: Final = timedelta(days=1)


def stage(event: Event, filename: str, content: bytes, now: datetime) -> StagedImport:
    """Keep an uploaded list for its preview. Raises UnreadableFile, or InvalidInput when empty.

    The transaction that has begun ends first: reading may take long, and others write meanwhile.
    """
    event_id, questions = event.id, questions_of(event)
    with reading():
        stored = read_upload(content)
        columns = columns_of_list(read_stored(stored, {}).rows, questions)
    staged = StagedImport(
        event_id=event_id,
        filename=filename[:255],
        content=stored,
        choices={"header": columns.header, "mapping": dict(columns.mapping)},
        created_at=now,
    )
    with transaction():
        db.session.add(staged)
    return staged


def purge_staged(now: datetime) -> int:
    """Delete the lists that were uploaded longer than KEPT_FOR ago, of every event; how many."""
    with transaction():
        return changed_rows(delete(StagedImport).where(StagedImport.created_at < now - KEPT_FOR))


def staged_of(event: Event, staged_id: int) -> StagedImport:
    """Return the event's staged list of that id. Raises NotFound."""
    staged = db.session.scalar(
        select(StagedImport).where(StagedImport.id == staged_id, StagedImport.event_id == event.id)
    )
    if staged is None:
        raise NotFound("That list is no longer here: upload it again.")
    return staged


def choose(
    staged: StagedImport,
    mapping: Mapping[str, int],
    choices: ImportChoices,
    sector_answers: Mapping[str, str],
    state_answers: Mapping[str, str] | None = None,
    *,
    leave_hidden: bool = False,
) -> None:
    """Keep what the organiser decided about columns, sectors, states and people who occur twice.

    ``sector_answers`` gives for a sector's text the name of a sector of the event, or "";
    ``state_answers`` for a state's text PLACE, WAIT or LEAVE.
    """
    with transaction():
        staged.choices = staged.choices | {
            "mapping": dict(mapping),
            "update_existing": choices.update_existing,
            "keep_last": choices.keep_last,
            "shared_addresses": choices.shared_addresses,
            "sector_answers": {sector_key(text): name for text, name in sector_answers.items()},
            "state_answers": {state_key(t): place for t, place in (state_answers or {}).items()},
            "leave_hidden": leave_hidden,
        }


def choose_reading(staged: StagedImport, sheet: int, letters_choice: str) -> bool:
    """Keep which sheet is read, and in which letters; whether that changes the list.

    Another sheet has columns of its own: what was chosen for those of the first is forgotten.
    """
    read = read_stored(staged.content, staged.choices)
    letters = read.letters_of(letters_choice)
    if sheet in read.sheet_choices and sheet != read.sheet:
        other = read_stored(staged.content, {"sheet": sheet})
        columns = columns_of_list(
            other.rows, questions_of(db.session.get_one(Event, staged.event_id))
        )
        choices = {
            "sheet": sheet, "header": columns.header, "mapping": dict(columns.mapping)
        }  # fmt: skip
    elif letters != read.letters:
        choices = staged.choices | {"encoding": letters.encoding, "mend": letters.mend}
    else:
        return False
    with transaction():
        staged.choices = choices
    return True
