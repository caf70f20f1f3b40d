"""For members of an organising body."""

from flask import Blueprint, Flask

blueprint = Blueprint("organiser", __name__, url_prefix="/organise")


def register_organiser(app: Flask) -> None:
    """Load the views of every place of the organiser's pages, then register them."""
    from scheduler.web.organiser import (  # noqa: F401
        after,
        agenda,
        body,
        calling_off,
        day,
        events,
        outbox,
        people,
        people_import,
        plans,
        rounds,
        rules,
        settings,
        sheets,
    )
    from scheduler.web.organiser.frame import frame_values

    if not blueprint._got_registered_once:
        blueprint.context_processor(frame_values)
    app.register_blueprint(blueprint)
