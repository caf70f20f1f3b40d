"""The tokens that every form carries: bound to the session for organisers, signed for strangers.

What strangers send is authorised by no cookie: a sign-up and a list to try by nothing, a personal
page, a volunteer's desk and a tablet by their secret address. Their token therefore says only that
the form came from here, and works in a browser that refuses cookies, as those inside other apps do.
"""

from flask import Flask, current_app, g, request
from flask_security.core import current_user
from flask_wtf.csrf import CSRFProtect
from itsdangerous import BadData

from scheduler.web.shared.signing import signer

STRANGERS = ("public", "attendee", "address", "trial", "desk", "tablet", "own_page")
"""Blueprints whose forms need no cookie."""

STRANGERS_DOORS = ("auth.set_up", "security.forgot_password", "security.reset_password")
"""Other endpoints whose forms need none: each is authorised by its address, or by nothing."""

PURPOSE = "strangers' form"
"""What the tokens of strangers' forms are signed for."""


def for_strangers() -> bool:
    """Whether the request is for a page whose forms need no cookie."""
    if request.endpoint == "auth.join":
        # Who is signed in joins with their account, by a press that must be their own.
        return not current_user.is_authenticated
    return request.blueprint in STRANGERS or request.endpoint in STRANGERS_DOORS


class FormTokens(CSRFProtect):
    """Checks the token of whatever is posted, before any view runs."""

    def init_app(self, app: Flask) -> None:
        """Let forms for strangers carry the signed token, and check every post."""

        @app.before_request
        def sign_for_strangers() -> None:
            if for_strangers():
                # The form library keeps the token of a request here, and takes what it finds.
                g.csrf_token = signer(PURPOSE).dumps("form")

        super().init_app(app)
        # Their pages have no button that needs the session's token, as signing out does.
        app.add_template_global(for_strangers)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Raise CSRFError for a post without a token of ours."""
        if not for_strangers():
            super().protect(apply_exemptions)
            return
        if request.method not in current_app.config["WTF_CSRF_METHODS"]:
            return
        try:
            signer(PURPOSE).loads(self._get_csrf_token() or "")
        except BadData:
            self._error_response("The form did not come from here.")
        g.csrf_valid = True
