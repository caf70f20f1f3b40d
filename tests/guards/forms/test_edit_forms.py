"""Every form that edits a stored thing can tell that somebody else has saved it since."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from flask import Flask

from tests.builders import Account
from tests.builders.pages import ask
from tests.builders.populated import populate
from tests.builders.routes import addresses

# Pages whose forms add, ask or act: there is nothing stored that they could overwrite.
NOTHING_STORED = {
    "public.event",
    "public.lost_link",
    "trial.start",
    "desk.page",
    "attendee.glossary",
    "organiser.glossary",
    "desk.part",
    "desk.bare",
    "attendee.email",
    "auth.join",
    # Somebody's own account: nobody else can save it.
    "organiser.account_delete",
    "organiser.account_email",
    "organiser.account_name",
    "organiser.account_password",
    "organiser.second_step_app",
    "organiser.second_step_codes",
    "organiser.second_step_passkey",
    "auth.code",
    "organiser.api_keys",
    "organiser.team",
    "organiser.organisation_new",
    "organiser.event_new",
    "organiser.event_next",
    "organiser.event_series",
    "organiser.contacts",
    "organiser.outbox_returned",
    "organiser.working_groups",
    "organiser.write",
    "organiser.person_new",
    "organiser.question_new",
    "organiser.people",
    "organiser.project_new",
    "organiser.people_import",
    "organiser.import_preview",
    "organiser.rules",
    "organiser.rounds",
    "organiser.plan",
    "organiser.plan_publish",
    "organiser.call_off",
    "organiser.person_cancel",
    "organiser.printing_page",
    "security.login",
    "security.forgot_password",
}
TYPED = ":is(input, select, textarea):not([type=hidden], [type=submit])"
# One button with a choice beside it acts on a person or an event; it overwrites nothing. The form
# of a table of the room carries where it stood, and is refused when somebody has moved it since;
# that of the kinds of offers carries each kind that it showed, and changes no others.
ACTS = (
    "/cancel",
    "/restore",
    "/add",
    "/clock/press",
    "/day/desk",
    "/day/links",
    "/room/place",
    "/table",
    "/check-in",
    "/privacy/find",
    "/expect/pictures",
    "/expect/pictures/remove",
    "/exchanges/kinds",
    "/exchanges/suggest",
)


def forms_that_edit(app: Flask, owner: Account) -> Iterator[tuple[str, Tag]]:
    """Each form of each page that edits something stored, with the page's endpoint."""
    found = populate(owner.body_id)
    for rule, url in addresses(app, found.arguments, "GET"):
        if rule.endpoint in NOTHING_STORED:
            continue
        answer = ask(owner.client, "GET", url)
        if answer.mimetype != "text/html":
            continue
        page = BeautifulSoup(answer.text, "html.parser")
        for form in page.select(f"form[method=post]:has({TYPED})"):
            if not str(form.get("action", "")).endswith(ACTS):
                yield rule.endpoint, form


def test_every_form_that_edits_carries_a_token_and_a_version(app: Flask, owner: Account) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    editing: set[str] = set()
    without: set[str] = set()
    for endpoint, form in forms_that_edit(app, owner):
        editing.add(endpoint)
        for name in ("csrf_token", "version", "loaded"):
            field = form.select_one(f"input[type=hidden][name={name}]")
            if field is None or not field.get("value"):
                without.add(f"{endpoint}: {name}")
    assert without == set()
    assert editing == {
        "attendee.details",
        "organiser.agenda",
        "organiser.body",
        "organiser.details",
        "organiser.email_wording",
        "organiser.event_report",
        "organiser.expect",
        "organiser.online",
        "organiser.form_fields",
        "organiser.glossary_word",
        "organiser.format",
        "organiser.person",
        "organiser.project",
        "organiser.question",
        "organiser.reminder",
        "organiser.sectors",
        "organiser.series",
        "organiser.series_report",
        "organiser.signup",
        "organiser.survey",
        "organiser.waiting_list",
    }
