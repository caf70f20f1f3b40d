import inspect

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from scheduler.domain.messages.links import Links
from tests.builders import Account
from tests.builders.pages import ask
from tests.builders.populated import Populated, populate
from tests.builders.routes import addresses, digest

# Routes of libraries and of machines, which carry no rule of ours. A library that opens another
# one fails the test, so that somebody looks at it.
ALLOWED = {
    "static",
    "api-docs.openapi_json",
    "health.healthz",
    "health.readyz",
    "metrics.metrics",
    "security.static",
    "security.login",
    "security.logout",
    "security.forgot_password",
    "security.reset_password",
}
RULES = {
    "public",
    "personal link",
    "secret link",
    "account",
    "team",
    "organiser",
    "event organiser",
    "event look",
    "event tables",
    "event check in",
    "series organiser",
    "key organiser",
    "key look",
    "key tables",
}


@pytest.fixture
def populated(owner: Account) -> Populated:
    return populate(owner.body_id)


def test_every_route_says_who_may_see_it(app: Flask) -> None:
    said = {
        rule.endpoint: getattr(app.view_functions[rule.endpoint], "access_rule", None)
        for rule in app.url_map.iter_rules()
    }
    without = {name for name, rule in said.items() if rule not in RULES}
    assert without == ALLOWED


def test_every_secret_of_an_address_is_looked_up_where_all_are(app: Flask) -> None:
    """No view compares a token by hand; an address without one needs no secret."""
    rules = {
        rule.rule: getattr(app.view_functions[rule.endpoint], "access_rule", None)
        for rule in app.url_map.iter_rules()
        if any(name == "code" or name.endswith("token") for name in rule.arguments)
        and not rule.endpoint.startswith("security.")
    }
    assert {
        at for at, rule in rules.items() if rule not in ("personal link", "secret link")
    } == set()
    with_secret = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "access_rule", "") == "secret link"
    }
    assert with_secret <= set(rules)


def test_every_page_of_organisers_asks_who_is_there(app: Flask) -> None:
    open_doors = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/organise") and _owned(rule) != _owner_asked(app, rule)
    ]
    assert open_doors == []


def _owned(rule: Rule) -> str:
    """The thing of an organisation that the address names."""
    return next((name for name in ("event", "series") if f"{name}_id" in rule.arguments), "")


def _owner_asked(app: Flask, rule: Rule) -> str | None:
    """Whose member is asked for: of the organisation of an event, a series, or (“”) one's own."""
    asked = getattr(app.view_functions[rule.endpoint], "access_rule", "public")
    if asked in ("public", "personal link", "secret link"):
        return None
    first = asked.partition(" ")[0]
    return first if first in ("event", "series") else ""


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strangers_find_nothing_of_anothers_event(
    app: Flask, populated: Populated, stranger: Account, method: str
) -> None:
    before = digest()
    answers = {
        url: ask(stranger.client, method, url).status_code
        for rule, url in addresses(app, populated.arguments, method)
        if rule.arguments & {"event_id", "series_id", "body_id"}
    }
    assert {url: status for url, status in answers.items() if status != 404} == {}
    assert answers
    assert digest() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_signed_out_are_sent_to_sign_in(
    app: Flask, populated: Populated, client: FlaskClient, method: str
) -> None:
    before = digest()
    for rule, url in addresses(app, populated.arguments, method):
        if rule.rule.startswith("/organise"):
            answer = ask(client, method, url)
            assert answer.status_code == 302, url
            assert answer.headers["Location"].startswith("/sign-in"), url
    assert digest() == before


def test_nothing_is_posted_without_the_token_of_the_page(
    app: Flask, populated: Populated, owner: Account
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    before = digest()
    answers = {
        url: ask(owner.client, "POST", url).status_code
        for _rule, url in addresses(app, populated.arguments, "POST")
    }
    assert {url: status for url, status in answers.items() if status != 400} == {}
    assert digest() == before


def test_nothing_but_get_and_post_is_answered(app: Flask) -> None:
    others = {
        rule.rule: methods
        for rule in app.url_map.iter_rules()
        if (methods := set(rule.methods or ()) - {"GET", "HEAD", "OPTIONS", "POST"})
    }
    assert others == {}


def test_links_in_mails_lead_to_pages(app: Flask, populated: Populated) -> None:
    links = Links("https://breakfast.example.org")
    adapter = app.url_map.bind("breakfast.example.org", url_scheme="https")
    rules = {}
    values = populated.arguments | {"token": populated.arguments["token"][0]}
    for name, method in vars(Links).items():
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        wanted = list(inspect.signature(method).parameters)[1:]
        address = method(links, **{key: values[key] for key in wanted})
        # A printed address may do without the slash at its end.
        path = address.removeprefix(links.base)
        path = f"{path}/" if adapter.test(f"{path}/", method="GET") else path
        endpoint, _values = adapter.match(path, method="GET")
        rules[name] = getattr(app.view_functions[endpoint], "access_rule", None)
    expected = {
        "event": "public",
        "personal": "personal link",
        "offer": "personal link",
        "new_address": "secret link",
        "feed": "secret link",
        "join": "secret link",
    }
    assert {name: rules.get(name) for name in expected} == expected
