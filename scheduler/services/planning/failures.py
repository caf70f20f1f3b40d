"""Why the last try ended without a plan, as long as that is still true."""

from scheduler.errors import CrosstalkError, RuleBroken
from scheduler.models import Event, Job
from scheduler.services.planning.problem import fingerprint, problem_for
from scheduler.services.planning.problem_again import Again, problem_again


def obstacle(error: CrosstalkError) -> list[str]:
    """What keeps a search from beginning, as a job stores it: what kind of refusal, about what."""
    rule = error.rule.value if isinstance(error, RuleBroken) else ""
    return [type(error).__name__, rule, error.field]


def why_no_plan(event: Event, job: Job) -> str | None:
    """Why planning now would end as the job that failed did; None where it would not.

    Where the same obstacle is in the way the sentence tells of today's people. A rule that was
    removed or a person who was corrected since makes the job's own sentences stale.
    """
    again = Again.read(job.arguments)
    try:
        problem = problem_again(event, again) if again else problem_for(event)
    except CrosstalkError as error:
        return error.sentence if obstacle(error) == job.progress.get("obstacle") else None
    known = job.arguments.get("problem")
    return job.sentence if known is None or known == fingerprint(problem) else None
