"""The personal page of an attendee."""

from flask import Blueprint

blueprint = Blueprint("attendee", __name__, url_prefix="/me/<token>")
