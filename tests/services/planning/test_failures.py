"""Why a search found no plan is said for as long as it is true."""

from scheduler.models import Event, Job, db
from scheduler.services.planning import run as planning
from scheduler.services.planning.failures import why_no_plan
from scheduler.services.planning.problem import fingerprint, problem_for
from tests.builders import NOW, Account, make_attendee, make_people


def failed(event: Event, sentence: str, **arguments: str) -> Job:
    return Job(kind="plan", event_id=event.id, created_at=NOW, sentence=sentence,
               arguments=arguments, progress={})  # fmt: skip


def test_true_until_the_question_is_another_one(event: Event) -> None:
    make_people(event, 6)
    sentence = "No seating keeps these rules."
    job = failed(event, sentence, problem=fingerprint(problem_for(event)))
    assert why_no_plan(event, job) == sentence
    make_attendee(event, "Ann Lee")
    assert why_no_plan(event, job) is None


def test_what_keeps_a_search_from_beginning_is_told_of_those_whom_it_concerns_now(
    event: Event, owner: Account
) -> None:
    ann, bob = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray"))
    job = planning.request_plan(event, owner.user, NOW)
    ann.sector = None
    db.session.commit()
    planning.run_job(job.id, 1, lambda: NOW)
    db.session.refresh(job)
    begins = "Ann Lee has no sector. "
    assert (job.sentence[: len(begins)], why_no_plan(event, job)) == (begins, job.sentence)
    ann.sector, bob.sector = bob.sector, None
    db.session.commit()
    assert why_no_plan(event, job) == job.sentence.replace("Ann Lee", "Bob Ray")
    bob.host_table, bob.sector = 9, ann.sector
    db.session.commit()
    assert why_no_plan(event, job) is None
