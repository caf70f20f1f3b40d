"""Saying whether people join online, and by which links."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from scheduler.domain.events.online import (
    LONGEST_LINK,
    MOST_LINKS,
    Venue,
    check_pattern,
    read_patterns,
    read_tables,
)
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events.place import online as services
from scheduler.services.messages.meetings import meeting_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import Longest, beside, strip

VENUES = {
    Venue.ROOM.value: "Everybody comes to the place",
    Venue.ONLINE.value: "Everybody joins online",
    Venue.HYBRID.value: "Some come, some join online: the form asks which",
}
TABLES_SHOWN = 12
"""For how many tables the page shows what the links become."""


class OnlineForm(EditForm, PlainForm):
    """Where people take part, and the links of the meetings."""

    venue = RadioField(
        "How people take part",
        choices=VENUES,
        validators=[InputRequired("Choose how people take part.")],
    )
    meeting_links = TextAreaField(
        "Links of the tables",
        description="One line serves every table: {room} becomes a name that nobody can guess, "
        "another for each table and round. Where meetings are made beforehand, as in Teams or "
        "Zoom, paste one link a line: the first is that of table 1. {table}, {round} and {event} "
        "are filled in, too.",
        filters=[strip],
        validators=[Longest(MOST_LINKS * LONGEST_LINK, "These links are too long.")],
        render_kw={"rows": 4, "spellcheck": "false", "placeholder": "https://meet.jit.si/{room}"},
    )
    everybody_link = StringField(
        "Where everybody meets first",
        description="The link for welcome and talks, in emails and calendars. Empty: a room of "
        "its own, made from the line above.",
        filters=[strip],
        validators=[Longest(LONGEST_LINK, f"Keep a link to {LONGEST_LINK} characters.")],
    )
    online_tables = StringField(
        "Tables with a screen",
        description="Where some come and some join online: the tables that always meet online "
        "too, such as 1, 3, 5-7.",
        filters=[strip],
        validators=[Longest(300, "Keep it to 300 characters.")],
    )

    @classmethod
    def of(cls, event: Event) -> "OnlineForm":
        """The form filled with the event; what was posted goes first."""
        values: dict[str, Any] = {
            "venue": event.venue,
            "meeting_links": "\n".join(event.meeting_links),
            "everybody_link": event.everybody_link,
            "online_tables": ", ".join(map(str, event.online_tables)),
        }
        return cls(version=event.version, **values)

    def settings(self) -> services.OnlineSettings:
        """What was typed. Raises InvalidInput for what makes no link and for what is no table."""
        if first := self.everybody_link.data or "":
            check_pattern(first, "everybody_link")
        return services.OnlineSettings(
            Venue(self.venue.data),
            read_patterns(self.meeting_links.data or ""),
            first,
            read_tables(self.online_tables.data or ""),
        )


@blueprint.route("/events/<int:event_id>/online", methods=["GET", "POST"])
@event_organiser
def online(event: Event) -> ResponseReturnValue:
    """Say where people take part."""
    event = as_stored(event)
    form = OnlineForm.of(event)
    if form.validate_on_submit():
        try:
            services.save_online(event, form.settings(), datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            flash(
                f"How people take part is saved.{form.others_note} Nobody has been emailed: pages "
                "and calendars that are subscribed to show it from now on."
            )
            return redirect(url_for("organiser.online", event_id=event.id), 303)
    meeting = meeting_of(event)
    page = render_template(
        "organiser/events/settings/online.html",
        event=event,
        form=form,
        meeting=meeting,
        tables=range(1, min(event.table_count or TABLES_SHOWN, TABLES_SHOWN) + 1),
    )
    return page, 400 if form.errors else 200
