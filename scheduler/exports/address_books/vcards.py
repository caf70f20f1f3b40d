"""People as vCards (version 3.0, RFC 2426), which every address book reads."""

from collections.abc import Iterable
from dataclasses import dataclass

import vobject

FILE_TYPE = "text/vcard; charset=utf-8"


@dataclass(frozen=True, slots=True)
class CardOf:
    """What a card says of one person."""

    name: str
    organisation: str
    role: str
    email: str
    note: str


def vcards(people: Iterable[CardOf]) -> bytes:
    """Return one card for each person, in one file."""
    return "".join(_card(person) for person in people).encode()


def _card(person: CardOf) -> str:
    card = vobject.vCard()
    card.add("fn").value = person.name
    given, _, family = person.name.rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    if person.organisation:
        card.add("org").value = [person.organisation]
    if person.role:
        card.add("title").value = person.role
    if person.email:
        email = card.add("email")
        email.value, email.type_param = person.email, "INTERNET"
    card.add("note").value = person.note
    return str(card.serialize())
