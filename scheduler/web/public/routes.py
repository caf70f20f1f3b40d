"""The public page of an event."""

from flask import Blueprint

blueprint = Blueprint("public", __name__, url_prefix="/e/<slug>")
