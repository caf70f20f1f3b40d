"""Names in the order of a list by surname."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.paper.surnames import surname_first


@pytest.mark.parametrize(
    ("name", "surname", "rest"),
    [
        ("Ruth Hussain", "Hussain", "Ruth"),
        ("Anna van der Berg", "van der Berg", "Anna"),
        ("Maria De Souza", "De Souza", "Maria"),
        ("Aoife Ní Cheallaigh", "Ní Cheallaigh", "Aoife"),
        ("Siobhán Mac an tSaoir", "Mac an tSaoir", "Siobhán"),
        ("Mairi Nic a’ Ghobhainn", "Nic a’ Ghobhainn", "Mairi"),
        ("Seán Ó Briain", "Ó Briain", "Seán"),
        ("Bríd Uí na Mara", "Uí na Mara", "Bríd"),
        ("Dafydd ab Iorwerth", "ab Iorwerth", "Dafydd"),
        ("Nguyen An Binh", "Binh", "Nguyen An"),
        ("Jan van ’t Hoff", "van ’t Hoff", "Jan"),
        ("Ian Mac Donald", "Mac Donald", "Ian"),
        ("Sarah-Jane  O’Neill", "O’Neill", "Sarah-Jane"),
        ("Ann B Smith MBE", "Smith", "Ann B MBE"),
        ("Ann Smith, PhD", "Ann Smith, PhD", ""),
        ("Smith, Ann", "Smith, Ann", ""),
        ("Van Morrison", "Morrison", "Van"),
        ("Cher", "Cher", ""),
        ("Jo Ng 🌻", "Ng", "Jo 🌻"),
        ("Αθηνά Παπαδοπούλου", "Παπαδοπούλου", "Αθηνά"),
        ("Оксана Їжак", "Їжак", "Оксана"),
        ("ამირან ბერიძე", "ბერიძე", "ამირან"),
        ("王 小明", "王 小明", ""),
        ("محمد علي", "محمد علي", ""),
        ("कमला देवी", "कमला देवी", ""),
        ("MBE", "MBE", ""),
        ("", "", ""),
    ],
)
def test_the_surname_stands_first(name: str, surname: str, rest: str) -> None:
    assert surname_first(name) == (surname, rest)


@given(st.text())
def test_no_word_is_lost(name: str) -> None:
    surname, rest = surname_first(name)
    assert sorted([*surname.split(), *rest.split()]) == sorted(name.split())
