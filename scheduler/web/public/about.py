"""The three pages about this server that belong to no event: data, accessibility and help."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from scheduler.web.access import public

blueprint = Blueprint("about", __name__, url_prefix="/about")


@blueprint.get("/data")
@public
def data() -> ResponseReturnValue:
    """How the data of organisers and of people who come are treated."""
    return render_template("public/about/data.html")


@blueprint.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """What the pages are tried with, and where they fall short."""
    return render_template("public/about/accessibility.html")


@blueprint.get("/help")
@public
def guidance() -> ResponseReturnValue:
    """Where to go from here: for who comes, who organises, and who runs the server."""
    return render_template("public/about/help.html")
