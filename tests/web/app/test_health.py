from flask.testing import FlaskClient


def test_it_answers_while_the_database_does(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})
