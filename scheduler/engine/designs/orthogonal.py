"""Orthogonal arrays of orders that are no prime power, from matrices of the literature (D2).

A difference matrix over a group of order n has a word for each round; the differences of any
two of its places take every value once. A *quasi*-difference matrix does so with an empty
place (-) here and there: those are points at infinity, and an array on these alone completes
it. Developed, that is with every element of the group added in turn, the words give the rows
of an array in which every two places hold every pair of values once (Bose and Bush 1952).

The matrices are numbered as in the Handbook of Combinatorial Designs, second edition (Colbourn
and Dinitz 2007), chapter III.3, as SageMath's database of designs has them, and written out: a
character is an element of the group, its coordinates read as one number. The tests check every
array.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

_Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """``group``: its cyclic factors. ``by``: those that develop it, 1 for one that does not."""

    group: tuple[int, ...]
    words: str
    by: tuple[int, ...] = ()

    def rows(self, order: int) -> _Array:
        """Return the orthogonal array int64[order², places]; the first place is the round."""
        size = prod(self.group)
        places = [[int(c, 36) if c != "-" else -1 for c in word] for word in self.words.split()]
        words = np.array(places, dtype=np.int64)
        vacancies = np.where(words < 0, size + np.cumsum(words < 0, axis=0) - 1, 0)
        found = [np.where(words < 0, vacancies, self._add(words, g)) for g in self._shifts()]
        if size == order and not self.by:
            found = [np.column_stack([np.arange(len(words)), array]) for array in found]
        beyond = size + np.array(list(_linear(order - size, words.shape[1])), dtype=np.int64)
        return np.vstack([*found, beyond.reshape(-1, found[0].shape[1])])

    def _shifts(self) -> Iterator[tuple[int, ...]]:
        return product(*(range(m) for m in self.by or self.group))

    def _add(self, words: _Array, shift: tuple[int, ...]) -> _Array:
        """Add one element of the group to every place."""
        total, scale = np.zeros_like(words), 1
        for m, more in zip(self.group[::-1], shift[::-1], strict=True):
            total += scale * ((words // scale + more) % m)
            scale *= m
        return total


def _linear(order: int, places: int) -> Iterator[list[int]]:
    """The rows (a, b, a + b, a + 2b, …) of an array of prime order, or none for order 0."""
    for a, b in product(range(order), repeat=2):
        yield [a, b, *((a + i * b) % order for i in range(1, places - 1))]


def from_rows(rows: _Array) -> _Array:
    """Return the array [places - 1, rounds, rows] read from the rows of an orthogonal array.

    The first place is the round and the second the table, where column 0 stands still; the
    others are who of the other columns sits there.
    """
    order = int(rows.max()) + 1
    columns = np.empty((rows.shape[1] - 1, order, order), dtype=np.int64)
    columns[0] = np.arange(order)
    for column in range(1, len(columns)):
        columns[column, rows[:, 0], rows[:, column + 1]] = rows[:, 1]
    return columns


def _fourteen() -> _Array:
    """Rows (row, column, value in each square) of four squares of order 14."""
    letters = np.array([[ord(c) - ord("a") for c in word] for word in _FOURTEEN.split()])
    squares = letters.reshape(4, 14, 14)
    return np.array([(i, j, *squares[:, i, j]) for i in range(14) for j in range(14)])


def squares(order: int) -> _Array | None:
    """Return the array of that order that is kept here, or None."""
    if order == 14:
        return from_rows(_fourteen())
    return from_rows(_KEPT[order].rows(order)) if order in _KEPT else None


# Todorov 2012, four orthogonal squares of order 14, one after the other, as I. Wanless writes them.
_FOURTEEN = (
    "bjihgkecalnfmd fckjbhledimagn mgdlkcbafejnih cnhemldbigfkaj edabfnmkcjhgli "
    "nfeicgajldkbhm iagfjdhnkmelcb dlnkeafimhcjbg gemalfihjnbdkc jhfnimgdbkacel "
    "hkbgajnmeclidf ablchikgnfdmje licmdbjfhagenk kmjdneclgbihfa bfmcenidgjhalk "
    "jcgndfalehkbim ikdhaegnmfblcj hjlebifkangcmd gbkmfcjeliahdn khclngdafmjibe "
    "elbdmahfignkjc ceabkjnihdmgfl adficlkmjbenhg liegjdmhnkcfab nmjfhkecbaldgi "
    "fankgbljdcimeh mgialhcbkedjnf dnhjimbgclfeka bcdefghijklmna gnkjdmiclbhaef "
    "lifhbjemkangcd dalmgnbjehcfik njcaeifhbdgkml mfbkcdlagnjihe aemnhkjdcifblg "
    "hdnikbagmcelfj cgjflhnbiekdam fkibmagenldhjc imhlneckdfajgb klegafdnhjmcbi "
    "jhadicmlfgbekn ebgcjlkfamindh bcdefghijklmna jflhnkaecmgdib emkdjbgfnliahc "
    "anighmflkbdcej kebcajimdgfhln cgnflembihakjd ilabkdnhfcjegm ljgnihecbamfdk "
    "ndmabcjglfeikh mbhiefljadkncg difjcnkamehgbl ghckmlbdeinjaf fajlgidkhncbme "
    "hkemdacngjblfi"
)

_KEPT = {
    # Hanani 1975, lemma 3.21: a (12,6,1) difference matrix.
    12: Matrix(
        (2, 6),
        ("000000 016384 02861b 0321ba 047952 051b97 069238 07b8a6 084529 09a471 0a5763 0b3a45"),
    ),
    # Schellenberg, Van Rees and Vanstone 1978: a (15,5,1) difference matrix (I. Wanless).
    15: Matrix(
        (15,),
        (
            "00111 0137b 02647 03802 04abc 05d83 065e8 0725d 080c4 09c39 0a49e 0b765 0c920 "
            "0dbda 0eea6"
        ),
    ),
    # Abel 2013 (five squares of order 18), developed by the last two coordinates alone.
    18: Matrix(
        (2, 3, 3),
        (
            "0000000 0137852 0265471 9692709 97c635b 98f427a 9989042 9a2g861 9b5e420 09b2938 "
            "0ae6h87 0bh4d16 90eb694 91hf5e3 92bd1g5 9f1he3g 9g4ca8f 9h7af1h 9ca39c6 9dd1hh8 "
            "9eg8da7 0cfd7hh 0d9b3ag 0ecf2cf 03gce49 04aaa6b 05dhf2a 061gbg3 074eg95 0879ce4 "
            "9367bfe 9405gbd 9530cdc 0f215de 0g581fd 0h836bc"
        ),
        (1, 3, 3),
    ),
    # Handbook III.3.49 (Todorov 1989): quasi-difference, one infinity.
    20: Matrix(
        (19,),
        (
            "-0071b 00-b71 0-01b7 71b-00 1b70-0 b7100- dfadfa fadadf adffad 17bgh5 7b15gh "
            "b17h5g gh517b h5gb17 5gh7b1 9642e3 64932e 496e32 2e3964 e32496 32e649"
        ),
    ),
    # Handbook III.3.50 (Nazarok 1991): a (21,6,1) difference matrix.
    21: Matrix(
        (21,),
        (
            "000000 89bei0 9bei80 bei890 ei89b0 i89be0 hg51j0 g51jh0 51jhg0 1jhg50 jhg510 "
            "k4a3c0 4a3ck0 a3ck40 3ck4a0 ck4a30 2f6d70 f6d720 6d72f0 d72f60 72f6d0"
        ),
    ),
    # Handbook III.3.51: quasi-difference, one infinity.
    22: Matrix(
        (21,),
        (
            "07e-0 0e70- 1gi6c fg4jh 194hd dj3f9 6jagb dcab1 i1g6j 4fgj3 419hk 3djfg a6jgi "
            "adcb8 gi165 g4fja 941h6 j3df2 ja6g4 cadbf -0000 0-07e 00-e7"
        ),
    ),
    # Handbook III.3.52: a (24,8,1) difference matrix.
    24: Matrix(
        (3, 2, 2, 2),
        (
            "00000000 01234567 023a189b 03195dfc 049bih7l 05b8mk1i 06mgfbk4 07kjbei3 087dn4gm "
            "095ej1mh 0ajmkc29 0bhlg94e 0cn1d6eg 0dl2938n 0e853lj6 0fa67gl1 0g4kanc5 0h6neia2 "
            "0ichl2bf 0jeih7d8 0kd78f5j 0lf4ca3k 0mic6jna 0ngf2mhd"
        ),
    ),
    # Handbook III.3.53: quasi-difference, five infinities.
    26: Matrix(
        (21,),
        (
            "000000 -01364 01364- 1364-0 364-01 64-013 4-0136 -06baj 06baj- 6baj-0 baj-06 "
            "aj-06b j-06ba -07ke5 07ke5- 7ke5-0 ke5-07 e5-07k 5-07ke -08i1c 08i1c- 8i1c-0 "
            "i1c-08 1c-08i c-08i1 -0ea52 0ea52- ea52-0 a52-0e 52-0ea 2-0ea5"
        ),
    ),
    # Handbook III.3.54: a (28,6,1) difference matrix.
    28: Matrix(
        (2, 2, 7),
        (
            "000000 0gh53a gh0a53 h0g3a5 r0pk36 0pr6k3 pr036k 8c05q6 c0865q 08cq65 8fq60c "
            "fq8c60 q8f0c6 agnh50 gna0h5 nag50h bkp0r3 kpb30r pbkr30 0on48r on0r48 n0o8r4 "
            "b0dc1g 0dbgc1 db01gc jf0ph2 f0j2ph 0jfh2p"
        ),
    ),
    # Handbook III.3.55: quasi-difference, five infinities.
    30: Matrix(
        (5, 5),
        (
            "000000 6b5kjo cmaf8i i8famc ojk5b6 -0gfim -bla7g -m15la -860a9 -jbk43 0-f27e "
            "6-kml8 c-0ha2 i-5c4l o-a7if 04-7m3 6a-2bm cl-m0g i7-hja oi-c89 02k-ad 6d0-47 "
            "co5-i1 i5a-7k ogf-lj 0351-h 6eal-b ckfg-5 i6kb-4 oh06-n 01a34- 6cfni- cnki7- "
            "i90dl- of58a-"
        ),
    ),
    # Handbook III.3.59: a (36,9,1) difference matrix.
    36: Matrix(
        (2, 2, 3, 3),
        (
            "000000000 036124857 063218475 09w3fclri 0ct4hgkwp 0fz5gbpyn 0i7l3fscu 0l4m5axhs "
            "0o1n4ewaz 0r59uxnpe 0u2awsji9 0x8bvwong 01frotqby 04csqumdw 079tpyifr 0abol57qd "
            "0dhpn63jb 0geqm12lf 0jvi9za84 0msjbrf12 0pykave36 0sdf6k9uo 0vag8lhzm 0ygh7pdsk "
            "02uxcjzmh 05ryenvoc 08xzdorka 0bq6rmcgt 0en7tqb9x 0hk8sigev 0kjux75vq 0npvz21xl "
            "0qmwy36tj 0tlcidy21 0widkhu48 0zoej9t63"
        ),
    ),
}
"""Orders and their matrices."""
