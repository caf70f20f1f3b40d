"""The pages about this server that the start page leads to."""

from flask.testing import FlaskClient

from tests.builders.pages import page_of, said, title


def test_the_start_page_leads_to_what_holds_for_the_whole_server(client: FlaskClient) -> None:
    links = page_of(client.get("/")).select("footer nav a")
    assert [said(link) for link in links] == ["How we treat data", "Accessibility", "Help"]
    shown = [client.get(str(link["href"])) for link in links]
    assert [answer.status_code for answer in shown] == [200, 200, 200]
    assert [title(page_of(answer)) for answer in shown] == [said(link) for link in links]


def test_they_lead_to_one_another_and_home(client: FlaskClient) -> None:
    page = page_of(client.get("/about/help"))
    assert str(page.select("a.brand")[0]["href"]) == "/"
    assert len(page.select("footer nav a")) == 3
