import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import StringField

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.web.shared.forms import Named, beside, strip


class Form(FlaskForm):
    name = StringField("Name")
    sector = StringField("Sector")


class NamedForm(FlaskForm):
    name = StringField("Name", filters=[strip], validators=[Named("Enter your name.")])


def test_an_error_stands_beside_the_field_it_names(app: Flask) -> None:
    with app.test_request_context():
        form = Form()
        beside(form, InvalidInput("The name is the address of a sector.", field="sector"))
        beside(form, RuleBroken("Nor does it exist.", field="sector"))
        assert form.errors == {
            "sector": ["The name is the address of a sector.", "Nor does it exist."]
        }


def test_an_error_about_another_field_goes_where_the_page_says_or_to_its_head(app: Flask) -> None:
    with app.test_request_context():
        form = Form()
        beside(form, InvalidInput("No such zone.", field="timezone"), "name")
        beside(form, InvalidInput("Not today."))
        assert form.errors == {"name": ["No such zone."], "": ["Not today."]}


@pytest.mark.parametrize("typed", ["", " ", ".", "–", "…!?", "\u200b"])
def test_nothing_but_punctuation_is_no_name(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"name": typed}):
        form = NamedForm(meta={"csrf": False})
        assert not form.validate()
        assert form.errors == {"name": ["Enter your name."]}


@pytest.mark.parametrize("typed", ["3M", "李", "🌼", "!!! Ann"])
def test_a_letter_a_number_or_a_sign_makes_a_name(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"name": typed}):
        assert NamedForm(meta={"csrf": False}).validate()
