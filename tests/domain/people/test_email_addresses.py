"""Addresses: which spellings are one mailbox, and which can be mailed."""

import pytest

from scheduler.domain.people.email_addresses import (
    email_key,
    is_address,
    likely_meant,
    tidy_address,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann.Lee@Example.org", " ann.lee@example.ORG "),
        ("ann@bücher.example", "ANN@xn--bcher-kva.example"),
        ("ann@BÜCHER.example", "ann@bücher.example"),
    ],
)
def test_spellings_of_one_mailbox_share_a_key(one: str, other: str) -> None:
    assert email_key(one) == email_key(other)


@pytest.mark.parametrize("other", ["ann+work@example.org", "an.n@example.org", "ann@example.com"])
def test_different_mailboxes_have_different_keys(other: str) -> None:
    assert email_key("ann@example.org") != email_key(other)


def test_a_sharp_s_stays_with_its_owner() -> None:
    assert tidy_address("info@faß.de") == "info@xn--fa-hia.de"
    assert email_key("info@faß.de") != email_key("info@fass.de")


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("info@βόλος.example", "info@xn--nxasmm1c.example"),
        ("info@نامه\u200cای.example", "info@xn--mgba3gch31f060k.example"),
        ("ann@❤.example", "ann@❤.example"),
    ],
)
def test_a_letter_that_other_rules_would_change_stays_with_its_owner(
    written: str, tidy: str
) -> None:
    assert tidy_address(written) == tidy


@pytest.mark.parametrize(
    "typed",
    [
        "  ann@bücher.example ",
        "\u200bann@bücher.example\u00a0",
        "\ufeffann@bü\u00adcher.example\u200d",
    ],
)
def test_a_tidied_address_has_a_domain_in_ascii_and_nothing_that_cannot_be_seen(typed: str) -> None:
    assert tidy_address(typed) == "ann@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "address", ["ann@example.org", "o'neil+x@mail.example.co.uk", "a-@my-hub.org", "a.-b@x.org"]
)
def test_addresses_that_can_be_mailed(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "ann@localhost",
        "ann@example..org",
        "ann lee@example.org",
        "ann@example.org\nBcc: all@example.org",
        "ann@example.org, bob@example.org",
        "Ann <ann@example.org>",
        "zoë@example.org",
        ".ann@example.org",
        "ann.@example.org",
        "ann@-example.org",
        "ann@example-.org",
        "ann@sub.-example.org",
        "a" * 250 + "@example.org",
        "a" * 65 + "@example.org",
        "ann@example.c",
        "ann@192.0.2.7",
        "ann@example.org?subject=Breakfast",
        "ann@exam_ple.org",
        "ann@example.org'",
        "ann@example.org.",
    ],
)
def test_what_is_no_address(address: str) -> None:
    assert not is_address(address)


def test_a_domain_that_cannot_be_written_in_ascii_is_left_and_refused() -> None:
    bad = "ann@" + "ü" * 70 + ".example"
    assert tidy_address(bad) == bad
    assert not is_address(bad)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ann@gmial.com", "Ann@gmail.com"),
        ("ann@hotmial.co.uk", "ann@hotmail.co.uk"),
        ("ann@nhs.nett", "ann@nhs.net"),
        ("ann@gmail.com", ""),
        ("ann@mail.com", ""),
        ("ann@braescarers.example", ""),
        ("ann", ""),
    ],
)
def test_a_slip_in_a_common_domain_is_noticed(typed: str, meant: str) -> None:
    assert likely_meant(typed) == meant
