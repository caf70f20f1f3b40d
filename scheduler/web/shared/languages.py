"""The language of a page: what the visitor chose, what the browser asks for, or the event's own.

Pages of organisers are English. What a visitor chose on a public page stays in its address, so that
it holds where cookies are refused; a person's choice is kept with their sign-up.
"""

from typing import Any, Final

from flask import Blueprint, Flask, request
from flask_babel import Babel
from flask_babel.speaklater import LazyString

from scheduler.domain.languages import (
    ENGLISH,
    LANGUAGES,
    gettext,
    language_for,
    plural_form,
    speak,
    spoken,
)
from scheduler.models import Attendee

CHOSEN: Final = "lang"
"""The part of an address that says which language the visitor chose."""


def later(message: str, **values: Any) -> LazyString:
    """Return the sentence for a form that is described once: it is translated when it is shown."""
    return LazyString(gettext, message, **values)


def init_languages(app: Flask) -> None:
    """Let templates translate, and begin every request in English.

    The library tells the form library which language its own sentences have.
    """
    Babel(app, configure_jinja=False, locale_selector=lambda: spoken().tag)
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    # One catalogue for pages, emails and paper, which are not all made by the web.
    environment.install_gettext_callables(gettext, plural_form, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(spoken=spoken, languages=LANGUAGES)

    @app.before_request
    def begin_in_english() -> None:
        speak(ENGLISH)

    @app.teardown_request
    def end_in_english(_error: BaseException | None) -> None:
        # What runs in the thread afterwards has its own readers.
        speak(ENGLISH)


def carry_choice(blueprint: Blueprint) -> None:
    """Let the pages of the blueprint lead to one another in the language that was chosen."""

    @blueprint.url_defaults
    def add_choice(_endpoint: str, values: dict[str, Any]) -> None:
        if wished := chosen():
            values.setdefault(CHOSEN, wished)


def chosen() -> str | None:
    """Return the language that the address of the page says, if there is such a one."""
    wished = request.args.get(CHOSEN) if request else None
    return wished if wished in LANGUAGES else None


def speak_to_visitor(usual: str) -> None:
    """Speak the language that fits somebody who comes to the page of an event. ``usual``: its own.

    Asks for nothing but the request.
    """
    speak(language_for(chosen(), _accepted(), usual))


def speak_to(attendee: Attendee) -> None:
    """Speak the language that the person chose, or one that fits their browser and the event."""
    speak(language_for(attendee.language, _accepted(), attendee.event.language))


def _accepted() -> str | None:
    return request.accept_languages.best_match(LANGUAGES)
