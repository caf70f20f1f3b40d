"""The fields of a person beside name, organisation, address and sector: read and written."""

from collections.abc import Mapping
from typing import Any

from scheduler.domain.people.fields import OTHERS, PERSON_FIELDS
from scheduler.domain.people.questions.description import Kind, PersonField, Value
from scheduler.domain.people.questions.values import tidied
from scheduler.models import Attendee, Event


def asked_of(event: Event) -> tuple[PersonField, ...]:
    """Return the fields that the event's public form asks for, in its order."""
    return tuple(
        field
        for field in PERSON_FIELDS
        if field.asked
        and field.name not in event.fields_off
        and (field.kind is not Kind.AREAS or event.priority_areas)
    )


def values_of(person: Attendee) -> dict[str, Value]:
    """Return what is known of a person under each of the other fields."""
    return {field.name: _plain(getattr(person, field.name)) for field in OTHERS}


def write_values(person: Attendee, values: Mapping[str, Value]) -> None:
    """Put values into a person's row; a field that is not among them stays as it is."""
    for field in OTHERS:
        if field.name in values:
            value = tidied(field.kind, values[field.name])
            setattr(person, field.name, list(value) if isinstance(value, tuple) else value)


def _plain(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value
