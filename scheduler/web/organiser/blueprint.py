"""The blueprint of the organiser's pages; every module of views adds to it."""

from flask import Blueprint

blueprint = Blueprint("organiser", __name__, url_prefix="/organise")
