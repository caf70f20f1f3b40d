"""The glossary of a series: anybody with a place adds to it, organisers say what is shown."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import joinedload

from scheduler.domain.languages import gettext
from scheduler.domain.people.spelling import spelling_key
from scheduler.domain.states import RegistrationState
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Event, GlossaryTerm, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.registration.places import lock_event

LONGEST_TERM, LONGEST_MEANING = 80, 300
MOST_WAITING = 20
"""How many words of one person may wait for the organiser."""


def explain_word(by: Attendee, term: str, meaning: str, now: datetime) -> GlossaryTerm:
    """Add a word that waits for the organiser.

    Raises InvalidInput, with the field, for what is missing, too long or explained already, and
    RuleBroken for somebody without a place, or with too many words that wait.
    """
    if by.state != RegistrationState.PLACED:
        raise RuleBroken(gettext("You are not signed up for this event any more."), Rule.CANCELLED)
    waiting = select(func.count()).where(GlossaryTerm.added_by_id == by.id, ~GlossaryTerm.shown)
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise RuleBroken(gettext("Many of your words wait for the organisers: thank you."))
    return _add(by.event, term, meaning, now, by_id=by.id)


def explain_word_for_organiser(
    event: Event, term: str, meaning: str, now: datetime
) -> GlossaryTerm:
    """Add a word that is shown at once. Raises InvalidInput, with the field."""
    return _add(event, term, meaning, now, shown=True)


def change_term(found: GlossaryTerm, term: str, meaning: str) -> None:
    """Change a word or its meaning, and show it. Raises InvalidInput, with the field."""
    term, meaning = _checked(term, meaning)
    with transaction():
        lock_event(found.event_id)
        _not_there(found.event, term, found.id)
        found.term, found.term_key, found.meaning = term, spelling_key(term), meaning
        found.shown = True


def show_term(found: GlossaryTerm, shown: bool) -> None:
    """Show a word to everybody, or no longer."""
    with transaction():
        found.shown = shown


def remove_term(found: GlossaryTerm) -> None:
    """Delete a word; one that is gone stays gone."""
    with transaction():
        changed_rows(delete(GlossaryTerm).where(GlossaryTerm.id == found.id))


def glossary_term(event: Event, term_id: int) -> GlossaryTerm:
    """Return a word of the event's glossary. Raises NotFound."""
    found = db.session.scalar(select(GlossaryTerm).where(GlossaryTerm.id == term_id, _of(event)))
    if found is None:
        raise NotFound("There is no such word in the glossary.")
    return found


def glossary_of(event: Event) -> Sequence[GlossaryTerm]:
    """Return every word of the glossary of the event's series, in the order of the alphabet."""
    found = select(GlossaryTerm).where(_of(event)).options(joinedload(GlossaryTerm.added_by))
    return db.session.scalars(found.order_by(GlossaryTerm.term_key, GlossaryTerm.id)).all()


def words_shown(event: Event) -> list[GlossaryTerm]:
    """Return the words that everybody sees."""
    return [term for term in glossary_of(event) if term.shown]


def words_waiting(by: Attendee) -> Sequence[GlossaryTerm]:
    """Return the words of one person that wait for the organiser."""
    found = select(GlossaryTerm).where(GlossaryTerm.added_by_id == by.id, ~GlossaryTerm.shown)
    return db.session.scalars(found.order_by(GlossaryTerm.id)).all()


def _of(event: Event) -> ColumnElement[bool]:
    if event.series_id is None:
        return GlossaryTerm.event_id == event.id
    return GlossaryTerm.event_id.in_(select(Event.id).where(Event.series_id == event.series_id))


def _add(
    event: Event,
    term: str,
    meaning: str,
    now: datetime,
    by_id: int | None = None,
    shown: bool = False,
) -> GlossaryTerm:
    term, meaning = _checked(term, meaning)
    with transaction():
        event = lock_event(event.id)
        _not_there(event, term)
        found = GlossaryTerm(
            event_id=event.id,
            term=term,
            term_key=spelling_key(term),
            meaning=meaning,
            added_by_id=by_id,
            added_at=now,
            shown=shown,
        )
        db.session.add(found)
    return found


def _checked(term: str, meaning: str) -> tuple[str, str]:
    term, meaning = one_line(term), one_line(meaning)
    if not term or len(term) > LONGEST_TERM or not spelling_key(term):
        sentence = gettext("Write the word, in at most %(number)s characters.", number=LONGEST_TERM)
        raise InvalidInput(sentence, field="term")
    if not meaning or len(meaning) > LONGEST_MEANING:
        sentence = gettext(
            "Say what it means, in at most %(number)s characters.", number=LONGEST_MEANING
        )
        raise InvalidInput(sentence, field="meaning")
    return term, meaning


def _not_there(event: Event, term: str, but: int = 0) -> None:
    """Raise InvalidInput where the glossary has the word already, under another id."""
    there = select(GlossaryTerm.shown).where(
        _of(event), GlossaryTerm.term_key == spelling_key(term), GlossaryTerm.id != but
    )
    if (shown := db.session.scalar(there)) is not None:
        raise InvalidInput(
            gettext("This word is explained already: look below.")
            if shown
            else gettext("Somebody has explained this word already: it waits for the organisers."),
            field="term",
        )
