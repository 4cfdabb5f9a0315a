"""Invented names that fit the origin, with further spellings and the original script."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from models.person import Sex
from seed.files import read_rows

KINDS = {"female": Sex.FEMALE, "male": Sex.MALE}


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a name; `script` and `spelling` are empty where there is none."""

    text: str
    script: str = ""
    spelling: str = ""


class Names:
    """The names of all origins; a family name may differ for women (Petrov, Petrova)."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, Sex], list[Word]] = defaultdict(list)
        self._family: dict[str, list[tuple[Word, Word]]] = defaultdict(list)
        for row in read_rows("demo/names.csv"):
            word = Word(row["name"], row["script"], row["spelling"])
            if row["kind"] in KINDS:
                self._given[row["origin"], KINDS[row["kind"]]].append(word)
            else:
                self._family[row["origin"]].append((word, _feminine(row, word)))

    def given(self, random: Random, origin: str, sex: Sex) -> Word:
        return random.choice(self._given[origin, sex])

    def family(self, random: Random, origin: str) -> tuple[Word, Word]:
        """The form for men and the form for women."""
        return random.choice(self._family[origin])


def _feminine(row: dict[str, str], word: Word) -> Word:
    if not row["feminine"]:
        return word
    return Word(row["feminine"], row["script_feminine"])
