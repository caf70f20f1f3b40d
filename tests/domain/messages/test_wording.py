"""The words of each kind of email: the standard, an event's own, and what stands in braces."""

import pytest

from scheduler.domain.messages import wording
from scheduler.domain.messages.email_kinds import KINDS, Wording
from scheduler.errors import InvalidInput


@pytest.mark.parametrize("kind", KINDS)
def test_every_standard_wording_names_the_event_and_knows_its_placeholders(kind: str) -> None:
    standard = KINDS[kind].standard
    assert wording.checked(kind, standard.subject, standard.opening) == standard
    facts = KINDS[kind].placeholders
    (lines, *_) = wording.paragraphs(standard.subject, facts)
    assert lines[0].endswith("Health networking breakfast, 4 December")
    assert "{" not in str(wording.paragraphs(standard.opening, facts))


def test_an_event_keeps_only_what_differs_from_the_standard() -> None:
    standard = KINDS["waiting"].standard
    own = wording.with_wording({}, "waiting", Wording("Wait, {first name}", standard.opening))
    assert own == {"waiting": {"subject": "Wait, {first name}"}}
    assert wording.worded("waiting", own) == Wording("Wait, {first name}", standard.opening)
    assert wording.worded("signed_up", own) == KINDS["signed_up"].standard
    assert wording.with_wording(own, "waiting", standard) == {}


def test_what_is_left_empty_is_the_standard_again() -> None:
    assert wording.checked("waiting", "  ", "\n") == KINDS["waiting"].standard


def test_what_only_another_kind_knows_is_refused_beside_its_field() -> None:
    with pytest.raises(InvalidInput) as refused:
        wording.checked("signed_up", "You are {number}", "")
    assert refused.value.field == "subject"
    assert refused.value.sentence.startswith("{number} stands for nothing. Use {first name}, ")


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_headline_says_is_the_beginning_of_the_standard_opening_alone(kind: str) -> None:
    standard = KINDS[kind].standard
    rest = wording.below_headline(kind, standard)
    assert standard.opening.endswith(rest)
    assert (rest != standard.opening) is (kind in wording.HEADED)
    own = Wording(standard.subject, "Bring a mug. Or two.")
    assert wording.below_headline(kind, own) == "Bring a mug. Or two."
