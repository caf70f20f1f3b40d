"""From sign-ups to a plan and back: the only translator between rows and problems."""


def run_job(job_id: int, seconds: int) -> None:
    """Carry out a queued planning job unless another worker has it."""
