"""A field for a code of two-step sign-in."""

from wtforms import StringField
from wtforms.validators import InputRequired

from scheduler.web.shared.forms import Longest, strip


def code_field(label: str, help_text: str) -> StringField:
    """A field that phones fill by themselves and show digits for first."""
    return StringField(
        label,
        description=help_text,
        filters=[strip],
        validators=[InputRequired("Enter the code."), Longest(59, "That is longer than a code.")],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )
