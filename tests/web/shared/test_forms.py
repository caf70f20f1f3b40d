from flask import Flask
from flask_wtf import FlaskForm
from wtforms import StringField

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.web.shared.forms import beside


class Form(FlaskForm):
    name = StringField("Name")
    sector = StringField("Sector")


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
