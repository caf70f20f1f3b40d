"""The settings of the sign-in library, and its messages in our words."""

from datetime import timedelta
from typing import Any


def sign_in_settings(production: bool) -> dict[str, Any]:
    """Return what the sign-in library reads from the configuration."""
    return {
        # Their commands know neither people's names nor the roles of this product.
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": "unused-with-argon2",
        "SECURITY_PASSWORD_LENGTH_MIN": 10,
        # Below zero: the library's page for typing the password once more does not exist.
        "SECURITY_FRESHNESS": timedelta(seconds=-1),
        "SECURITY_RECOVERABLE": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_RESET_URL": "/reset-password",
        "SECURITY_POST_LOGIN_VIEW": "/organise/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": production,
    } | {f"SECURITY_MSG_{name}": message for name, message in _MESSAGES.items()}


# The sign-in library's messages in our words. It shows the generic ones for a wrong address and
# for a wrong password alike, so that nobody can find out who has an account.
LINK_SENT = (
    "If that address has an account, a link for choosing a new password is on its way to it.",
    "info",
)
_MESSAGES = {
    "GENERIC_AUTHN_FAILED": ("That email address and password don’t match.", "error"),
    "EMAIL_NOT_PROVIDED": ("Enter your email address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("Enter an email address such as name@example.org.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Enter your password.", "error"),
    "PASSWORD_INVALID_LENGTH": ("The password needs at least %(length)s characters.", "error"),
    "RETYPE_PASSWORD_MISMATCH": ("The two passwords are not the same.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": ("That link has been used or is not whole.", "warn"),
    "PASSWORD_RESET_EXPIRED": ("That link is older than %(within)s. Ask for a new one.", "warn"),
    "PASSWORD_RESET_NO_LOGIN": ("The new password is saved. Sign in with it.", "success"),
    "PASSWORD_IS_THE_SAME": ("Choose a password other than the present one.", "error"),
}
