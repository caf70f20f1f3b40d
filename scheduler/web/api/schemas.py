"""What the API takes and gives, as it is described in OpenAPI."""

from typing import Any, Final

from marshmallow import Schema, fields, validate

MOST_ROWS: Final = 500
"""People in one request; a longer list is sent in parts, or uploaded on the page."""
LONGEST_CELL: Final = 2000


def _said(text: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"description": text} | more}


_ROW: Final = "Send each person as an object of text by heading."
_CELL: Final = "Send every value as text, numbers too: “3”."
_ANSWER: Final[dict[str, Any]] = {"invalid": "Send true or false.", "null": "Send true or false."}


class EventSchema(Schema):
    """An event as its list shows it."""

    id = fields.Integer()
    title = fields.String()
    place = fields.String()
    timezone = fields.String(**_said("an IANA name, such as Europe/London"))
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    state = fields.String(**_said("where it stands, in words"))
    capacity = fields.Integer()
    places_taken = fields.Integer()
    on_waiting_list = fields.Integer()
    rounds = fields.Integer()
    table_size = fields.Integer(**_said("the greatest number at a table"))
    sectors = fields.List(fields.String())
    sign_up_page = fields.Url()


class PersonSchema(Schema):
    """Somebody on the list. Address and other fields are there for keys of organisers alone."""

    id = fields.Integer()
    name = fields.String()
    organisation = fields.String()
    sector = fields.String(allow_none=True)
    state = fields.String(**_said("placed, waiting, offered, asked, cancelled …"))
    email = fields.String(allow_none=True)
    fields_ = fields.Dict(
        keys=fields.String(), data_key="fields", **_said("the other fields, by their name")
    )


class RowsSchema(Schema):
    """People to add or update, as rows of a list."""

    error_messages = {  # noqa: RUF012
        "unknown": "There is no field of this name.",
        "type": "Send an object with “people”.",
    }
    people = fields.List(
        fields.Dict(
            keys=fields.String(
                validate=validate.Length(1, 200, error="A heading has 1 to 200 letters."),
                error_messages={"invalid": "A heading is text."},
            ),
            values=fields.String(
                validate=validate.Length(
                    max=LONGEST_CELL, error=f"A value has at most {LONGEST_CELL} letters."
                ),
                allow_none=True,
                error_messages={"invalid": _CELL, "invalid_utf8": _CELL},
            ),
            error_messages={"invalid": _ROW, "null": _ROW},
        ),
        required=True,
        validate=validate.Length(1, MOST_ROWS, error=f"Send 1 to {MOST_ROWS} people at once."),
        error_messages={
            "required": "Send the people.",
            "null": "Send the people.",
            "invalid": "Send the people as a list.",
        },
        **_said(
            "each an object of text by heading: name, organisation, sector, email, and any other "
            "heading that the import of a list knows",
            examples=[[{"name": "Ann Lee", "organisation": "Bakers", "sector": "Private"}]],
        ),
    )
    update = fields.Boolean(
        load_default=True,
        error_messages=_ANSWER,
        **_said("whether whoever is on the list already is updated or left out"),
    )
    raise_capacity = fields.Boolean(
        load_default=False,
        error_messages=_ANSWER,
        **_said("whether a full event grows; else the others wait"),
    )


class LeftOutSchema(Schema):
    """A row that was not used."""

    row = fields.Integer(**_said("counted from 1"))
    name = fields.String()
    why = fields.String()


class RowsDoneSchema(Schema):
    """What became of the rows. Nobody is emailed."""

    added = fields.Integer()
    updated = fields.Integer()
    unchanged = fields.Integer()
    waiting = fields.Integer(**_said("how many of those added wait for a place"))
    left_out = fields.List(fields.Nested(LeftOutSchema))


class ScoreSchema(Schema):
    """What a plan is worth; null where nothing is proven."""

    pairs = fields.Integer(**_said("distinct new pairs of different sectors who meet"))
    ceiling = fields.Integer(**_said("no plan can have more pairs"))
    fewest = fields.Integer(**_said("the least that anybody who is there throughout meets"))
    fewest_ceiling = fields.Integer(allow_none=True)
    repeats = fields.Integer()
    same_organisation = fields.Integer()
    wishes_kept = fields.Integer()
    wishes = fields.Integer()


class PlanSchema(Schema):
    """A plan in the list of them."""

    number = fields.Integer()
    name = fields.String()
    state = fields.String(**_said("draft or published"))
    made_at = fields.AwareDateTime()
    people = fields.Integer()
    score = fields.Nested(ScoreSchema)
    limits = fields.List(fields.String(), **_said("why the ceiling is where it is"))


class MakingSchema(Schema):
    """A plan that is being made."""

    state = fields.String(**_said("queued or running"))
    since = fields.AwareDateTime()


class PlansSchema(Schema):
    """The plans of an event, the newest first."""

    making = fields.Nested(MakingSchema, allow_none=True)
    failed = fields.String(allow_none=True, **_said("why the last try brought no plan"))
    plans = fields.List(fields.Nested(PlanSchema))


class SeatedSchema(Schema):
    """Somebody at a table."""

    id = fields.Integer()
    name = fields.String()
    organisation = fields.String()
    sector = fields.String()


class TableSchema(Schema):
    """A table of a round."""

    table = fields.Integer()
    people = fields.List(fields.Nested(SeatedSchema))


class RoundSchema(Schema):
    """A round with its times by the agenda of now."""

    round = fields.Integer()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    tables = fields.List(fields.Nested(TableSchema))
    sitting_out = fields.List(fields.Nested(SeatedSchema))


class RoundsSchema(Schema):
    """All rounds of a plan."""

    number = fields.Integer()
    state = fields.String()
    rounds = fields.List(fields.Nested(RoundSchema))


class ErrorSchema(Schema):
    """What is wrong."""

    error = fields.String(**_said("one sentence"))
    fields_ = fields.Dict(data_key="fields", **_said("of input that is wrong: what, by field"))
