"""For whom passkeys answer: a name, and https but for one's own machine."""

import pytest

from scheduler.domain.accounts.passkeys import RelyingParty, relying_party


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("https://breakfast.example.org", ("breakfast.example.org", "")),
        ("https://breakfast.example.org:443/", ("breakfast.example.org", "")),
        ("https://breakfast.example.org:8443", ("breakfast.example.org", ":8443")),
        ("http://localhost:8000/", ("localhost", ":8000")),
        ("http://a.localhost", ("a.localhost", "")),
    ],
)
def test_a_site_with_a_name_has_passkeys(address: str, party: tuple[str, str]) -> None:
    name, port = party
    scheme = address.partition(":")[0]
    assert relying_party(address) == RelyingParty(name, f"{scheme}://{name}{port}")


@pytest.mark.parametrize(
    "address",
    ["http://breakfast.example.org", "http://127.0.0.1:8000", "https://[::1]", "https://192.0.2.1"],
)
def test_without_https_or_a_name_it_has_none(address: str) -> None:
    assert relying_party(address) is None
