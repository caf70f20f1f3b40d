"""Who is doing this: the signed-in account, as services know it."""

from flask_security.core import current_user

from scheduler.domain.registration.transitions import Actor, organiser


def acting() -> Actor:
    """Return the organiser of the present request."""
    return organiser(current_user.id)
