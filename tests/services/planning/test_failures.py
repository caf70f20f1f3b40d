"""Why a search found no plan is said for as long as it is true."""

from scheduler.errors import RuleBroken
from scheduler.models import Event, Job, db
from scheduler.services.planning.failures import still_true
from scheduler.services.planning.problem import fingerprint, problem_for
from tests.builders import NOW, make_attendee, make_people


def failed(event: Event, sentence: str, **arguments: str) -> Job:
    return Job(kind="plan", event_id=event.id, created_at=NOW, sentence=sentence,
               arguments=arguments)  # fmt: skip


def test_true_until_the_question_is_another_one(event: Event) -> None:
    make_people(event, 6)
    job = failed(event, "No seating keeps these rules.", problem=fingerprint(problem_for(event)))
    assert still_true(event, job)
    make_attendee(event, "Ann Lee")
    assert not still_true(event, job)


def test_what_keeps_a_search_from_beginning_is_compared_as_a_sentence(event: Event) -> None:
    try:
        problem_for(event)
    except RuleBroken as error:
        sentence = error.sentence
    assert still_true(event, failed(event, sentence))
    assert not still_true(event, failed(event, "Another sentence."))
    db.session.rollback()
