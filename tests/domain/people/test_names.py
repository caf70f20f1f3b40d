"""Names: which spellings are one person at one mailbox, and what somebody is called."""

import pytest

from scheduler.domain.people.names import (
    LONGEST_KEY,
    called_and_rest,
    name_key,
    whole_name,
    without_title,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("SOFÍA  MUIR", "Sofi\u0301a Muir"), ("Zoë O’Hara", "zoë o'hara"), ("Nowak-Żak", "Nowak Żak")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Ann Lee", other) for other in ("Ann", "Ann Leigh", "Anna Lee")),
        ("कमल", "कमला"),
        ("กมล", "กมลา"),
        ("கமல", "கமலா"),
        ("ကမ", "ကမာ"),
        ("かき", "がき"),
        ("José", "Jose"),
        ("🌼", "🌻"),
        ("🌼 Ann", "🌼"),
        ("!!!", "???"),
        ("+", "−"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["🌼", "कमल", "ي", "王", "Ann"])
def test_a_name_of_any_script_has_a_key(name: str) -> None:
    assert name_key(name) != ""


def test_a_key_fits_its_column() -> None:
    assert len(name_key("ﷺ" * LONGEST_KEY)) == LONGEST_KEY


@pytest.mark.parametrize(
    ("name", "called", "rest"),
    [
        ("Ann Lee", "Ann", "Lee"),
        ("Dr Ann Lee MBE", "Ann", "Dr Lee MBE"),
        ("Lee, Ann Mary", "Ann", "Mary Lee"),
        ("Ann Lee, OBE", "Ann", "Lee OBE"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("Dr Lee", "Dr Lee", ""),
        ("Rev. Prof Ann Lee", "Ann", "Rev. Prof Lee"),
        ("Ann", "Ann", ""),
        ("", "", ""),
        ("Mr & Mrs Smith", "Mr & Mrs Smith", ""),
        ("Mr and Mrs Smith", "Mr and Mrs Smith", ""),
        ("LEE, ANN", "ANN", "LEE"),
        ("Lee, ANN", "ANN", "Lee"),
        ("ANN LEE, OBE", "ANN", "LEE OBE"),
        ("Ann Lee, FRSA", "Ann", "Lee FRSA"),
        ("Smith, J", "J Smith", ""),
        ("J. K. Rowling", "J. K. Rowling", ""),
        ("LEE Ann", "Ann", "LEE"),
        ("Dr VAN DER BERG Anna", "Anna", "Dr VAN DER BERG"),
        ("JJ Lee", "JJ", "Lee"),
        ("ANN LEE", "ANN", "LEE"),
        ("Baroness Ann Lee", "Ann", "Baroness Lee"),
        ("Hon. Ann Lee", "Ann", "Hon. Lee"),
        ("Dr. med. Anna Weiß", "Anna", "Dr. med. Weiß"),
        ("mgr inż. Ewa Nowak", "Ewa", "mgr inż. Nowak"),
        ("(Ann) Lee", "Ann", "Lee"),
        ("王小明", "王小明", ""),
        ("محمد عبد الرحمن", "محمد عبد الرحمن", ""),
    ],
)
def test_what_somebody_is_called(name: str, called: str, rest: str) -> None:
    assert called_and_rest(name) == (called, rest)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr Ann  Lee", ["Ann", "Lee"]),
        ("Cllr. Ann Lee", ["Ann", "Lee"]),
        ("Dr Lee", ["Dr", "Lee"]),
        ("Mx", ["Mx"]),
        ("", []),
    ],
)
def test_a_title_is_no_part_of_what_is_drawn(name: str, words: list[str]) -> None:
    assert without_title(name) == words


@pytest.mark.parametrize(
    ("name", "first", "last", "whole"),
    [
        ("Ann", "", "Lee", "Ann Lee"),
        ("Lee", "Ann", "", "Ann Lee"),
        ("Ann Lee", "", "Lee", "Ann Lee"),
        ("Ann Lee", "Ann", "", "Ann Lee"),
        ("LEE, Ann", "", "Lee", "LEE, Ann"),
        ("Ann", "", "van der Berg", "Ann van der Berg"),
        ("Annie Lee", "Ann", "Lee", "Annie Lee"),
        ("", "Ann", "Lee", "Ann Lee"),
        ("", "", "", ""),
    ],
)
def test_a_name_is_put_together_of_its_columns(
    name: str, first: str, last: str, whole: str
) -> None:
    assert whole_name(name, first, last) == whole
