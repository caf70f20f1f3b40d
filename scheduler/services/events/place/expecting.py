"""What to expect at an event: words and pictures that people read before they come."""

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from scheduler.domain.text import one_line, paragraph
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.exports.pictures.photographs import LOGO_SIDE, LONGEST_SIDE, tidy_picture
from scheduler.models import Event, EventPicture, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.registration.places import lock_event

MOST_PHOTOGRAPHS: Final = 6
LONGEST_TEXT: Final = 1000
NO_WORDS: Final = "Say in a few words what is seen, for people who do not see it."
TEXTS: Final = ("getting_in", "greeted_by", "noise")
"""The columns that hold what is said."""


def save_expectations(event: Event, texts: dict[str, str], now: datetime) -> None:
    """Keep what is said of the event. ``texts``: by the names of TEXTS."""
    with transaction():
        event = lock_event(event.id)
        for name in TEXTS:
            setattr(event, name, paragraph(texts.get(name, ""))[:LONGEST_TEXT])
        event.updated_at = now


def add_picture(event: Event, raw: bytes, words: str, now: datetime, *, logo: bool = False) -> None:
    """Keep an uploaded picture, small and without what the camera wrote into it.

    A new logo takes the place of the old one. ``words``: what is seen. Raises UnreadableFile for
    what is no picture, InvalidInput without words, RuleBroken, rule TOO_MANY, beyond
    MOST_PHOTOGRAPHS.
    """
    words = one_line(words)[:200]
    if not words:
        raise InvalidInput(NO_WORDS, field="words")
    tidy = tidy_picture(raw, LOGO_SIDE if logo else LONGEST_SIDE)
    name = hashlib.sha256(tidy.content).hexdigest()[:32]
    with transaction():
        event = lock_event(event.id)
        others = pictures_of(event)
        if logo:
            db.session.execute(
                delete(EventPicture).where(EventPicture.event_id == event.id, EventPicture.logo)
            )
        elif len([one for one in others if not one.logo]) >= MOST_PHOTOGRAPHS:
            raise RuleBroken(
                f"There are {MOST_PHOTOGRAPHS} photographs already: remove one first.",
                Rule.TOO_MANY,
                field="file",
            )
        db.session.add(
            EventPicture(
                event_id=event.id,
                name=name,
                logo=logo,
                words=words,
                mimetype=tidy.mimetype,
                width=tidy.width,
                height=tidy.height,
                content=tidy.content,
                created_at=now,
            )
        )
        event.updated_at = now


def remove_picture(event: Event, picture_id: int, now: datetime) -> bool:
    """Take a picture away; False for one that is gone already."""
    mine = (EventPicture.event_id == event.id, EventPicture.id == picture_id)
    with transaction():
        event = lock_event(event.id)
        event.updated_at = now
        return changed_rows(delete(EventPicture).where(*mine)) == 1


def pictures_of(event: Event) -> list[EventPicture]:
    """Return the event's pictures without their contents, the oldest first."""
    wanted = select(EventPicture).where(EventPicture.event_id == event.id)
    return list(db.session.scalars(wanted.order_by(EventPicture.id)))


def picture_at(slug: str, name: str) -> EventPicture | None:
    """Return a picture with its content by its public address, or None."""
    wanted = (
        select(EventPicture)
        .join(Event, Event.id == EventPicture.event_id)
        .where(Event.slug == slug, EventPicture.name == name)
        .options(undefer(EventPicture.content))
    )
    return db.session.scalar(wanted.limit(1))


def copy_pictures(event: Event, following: Event) -> None:
    """Let the next event of a series have the same pictures, in the caller's transaction."""
    wanted = select(EventPicture).where(EventPicture.event_id == event.id)
    for one in db.session.scalars(
        wanted.options(undefer(EventPicture.content)).order_by(EventPicture.id)
    ):
        kept = {
            column.name: getattr(one, column.name)
            for column in EventPicture.__table__.columns
            if column.name not in ("id", "event_id")
        }
        db.session.add(EventPicture(event_id=following.id, **kept))
