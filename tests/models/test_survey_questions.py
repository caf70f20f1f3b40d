"""The questions of a survey became a list: what stood in three columns stands in it, and back."""

import flask_migrate
from flask import Flask
from sqlalchemy import Connection, select, text

from scheduler.models import Event, Survey, db
from scheduler.services.afterwards.survey import begin_survey

BEFORE = "b8d4172fa09c"
READ = text("SELECT first, second, third FROM survey")


def _connection() -> Connection:
    db.session.remove()
    db.engine.dispose()
    return db.engine.connect()


def test_the_questions_of_a_stored_survey_are_kept_both_ways(app: Flask, event: Event) -> None:
    survey = begin_survey(event)
    survey.questions = ["Early?", "Loud?"]
    db.session.commit()
    flask_migrate.downgrade(revision=BEFORE)
    with _connection() as connection:
        assert [tuple(row) for row in connection.execute(READ)] == [("Early?", "Loud?", "")]
        connection.execute(text("UPDATE survey SET third = 'Again?'"))
        connection.commit()
    flask_migrate.upgrade()
    with _connection() as connection:
        found = connection.scalars(select(Survey.questions)).all()
    assert found == [["Early?", "Loud?", "Again?"]]
