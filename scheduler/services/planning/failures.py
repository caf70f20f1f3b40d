"""Why the last try ended without a plan, as long as that is still true."""

from scheduler.errors import CrosstalkError
from scheduler.models import Event, Job
from scheduler.services.planning.problem import fingerprint, problem_for
from scheduler.services.planning.problem_again import Again, problem_again


def still_true(event: Event, job: Job) -> bool:
    """Whether planning now would meet the same people, rules and tables as the job that failed.

    A rule that was removed or a person who was corrected since makes its sentences stale.
    """
    again = Again.read(job.arguments)
    try:
        problem = problem_again(event, again) if again else problem_for(event)
    except CrosstalkError as error:
        return error.sentence == job.sentence
    known = job.arguments.get("problem")
    return known is None or known == fingerprint(problem)
