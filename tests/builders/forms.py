"""What a browser would post from a page: every field of a form as it stands, hidden ones too."""

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

FORM = "main form[method=post]:has(:is(input, select, textarea):not([type=hidden])), main #asks"
"""A form in which something can be typed or chosen, or that of a page that asks first."""
CONTROLS = ("input", "select", "textarea")


def form_of(answer: TestResponse, selector: str = FORM) -> Tag:
    """The first form of the page that can be filled in."""
    form = BeautifulSoup(answer.text, "html.parser").select_one(selector)
    assert form is not None, f"no {selector} on the page"
    return form


def as_posted(answer: TestResponse, selector: str = FORM) -> dict[str, list[str]]:
    """The values that the first form found would send if nothing in it were touched.

    Scripts may hide a part of a form; what is hidden is posted all the same, and so it is here.
    """
    return values_of_form(form_of(answer, selector))


def values_of_form(form: Tag) -> dict[str, list[str]]:
    """The values that the form would send if nothing in it were touched."""
    sent: dict[str, list[str]] = {}
    for field in [*form.select(", ".join(f"{one}[name]" for one in CONTROLS)), *_beside(form)]:
        if not field.has_attr("disabled"):
            for value in _values(field):
                sent.setdefault(str(field["name"]), []).append(value)
    return sent


def _beside(form: Tag) -> list[Tag]:
    """The controls that stand elsewhere on the page and name the form as theirs."""
    page = list(form.parents)[-1]
    return (
        page.find_all(CONTROLS, attrs={"form": form["id"], "name": True}) if form.get("id") else []
    )


def _values(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.text.replace("\r\n", "\n").removeprefix("\n")]
    if field.name == "select":
        options = field.select("option")
        chosen = [option for option in options if option.has_attr("selected")]
        if not chosen and not field.has_attr("multiple"):
            chosen = options[:1]
        return [str(option.get("value", option.text)) for option in chosen]
    kind = field.get("type", "text")
    if kind in ("checkbox", "radio"):
        return [str(field.get("value", "on"))] if field.has_attr("checked") else []
    if kind in ("submit", "button", "file"):
        return []
    return [str(field.get("value", ""))]
