"""What is asked of a word of the glossary, of guests and of organisers."""

from wtforms import StringField
from wtforms.validators import DataRequired

from scheduler.services.morning.glossary import LONGEST_MEANING, LONGEST_TERM
from scheduler.web.shared.forms import Named, strip
from scheduler.web.shared.languages import later


class WordFields:
    """A word and what it means; a form takes these fields by inheritance."""

    term = StringField(
        later("Word or abbreviation"),
        filters=[strip],
        validators=[Named(later("Write the word."))],
        render_kw={"maxlength": LONGEST_TERM, "autocomplete": "off"},
    )
    meaning = StringField(
        later("What it means, in a sentence"),
        filters=[strip],
        validators=[DataRequired(later("Say what it means."))],
        render_kw={"maxlength": LONGEST_MEANING, "autocomplete": "off"},
    )
