"""The blueprint of the pages behind a personal link."""

from flask import Blueprint

blueprint = Blueprint("attendee", __name__, url_prefix="/me/<token>")
