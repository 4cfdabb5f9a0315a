"""What a name sounds like, so that its spellings find each other.

Two ways, both on purpose short of guessing: rules of sound, which turn the German, English,
French, Slavic, Turkish, Kurdish and Arabic letters for one sound into one sign, and
`given_names.py`, which lists the forms of one name that no rule joins. Other scripts are put into
Latin letters first; Arabic and Hebrew, which leave most vowels out, are compared by consonants.

The signs: c as in Tschechow, h as in Achmed or Hassan, j as in Dschamal, x as in Schirin; i for
i, y and the German j; v for v and w; s for s, z and ts. Doubled letters count once.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from anyascii import anyascii

from models.rules.given_names import FORMS
from models.rules.text import tidy

SHORTEST = 3  # letters of a word before its spelling is compared
# From so many signs on, a typed form or sound may be the beginning of a longer one.
MOST_DOUBTFUL = 3  # vowels of a word that may be long or short
SHORTEST_FORM, SHORTEST_SOUND = 4, 5
VOWELLED, BARE = "1", "2"  # before the consonants of names written with and without vowels

_SIGNS = str.maketrans(
    dict.fromkeys("şșšś", "sh")
    | dict.fromkeys("çčć", "tsh")
    | {"ž": "zh"}
    | {"ا": "a", "آ": "a", "ئ": "i"}  # a long vowel parts two consonants
)
_MARKS = "'`’ʼʹ´ʿʾ"
_BARE_SCRIPT = re.compile("[\u0590-\u06ff]")
_NOT_LETTER = re.compile("[^a-z]+")
_DIGIT = re.compile(r"\d")
_DOUBLED = re.compile(r"(.)\1+")
# In this order; a capital is a sound that is settled, U and I are long.
_SOUNDS = (
    (r"tsch|tch|tsh", "C"),
    (r"dsch|dzh|dsh|dj", "J"),
    (r"sch|sh|zh", "X"),
    (r"kh|^x(?=[aou])", "H"),
    (r"gh", "g"),
    (r"ph", "f"),
    (r"th|dt", "t"),
    (r"dh", "d"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"c(?=[eiy])", "s"),
    (r"c(?!h)", "k"),
    (r"w", "v"),
    (r"tz|ts|z", "s"),
    (r"y", "i"),
    (r"ou|oo", "U"),
    (r"ee", "I"),
    (r"(?<=[^aeiou])ie(?=[^aeiou])", "I"),
)
# What one spelling may stand for: Achmed, Charkiw, Rachid; Jussuf, Jamal.
_CHOICES = {"ch": "HCX", "j": "iJ"}
_VOWELS = (
    (r"[ae]i", "ai"),
    (r"ae", "a"),
    (r"oe", "o"),
    (r"ue", "u"),
    (r"^o|o(?=[hH][aeiou])|o(?=s)", "u"),
    (r"(.)\1+", r"\1"),
)
_AT_THE_END = ((r"[ae]h$", "a"), (r"of$", "ov"), (r"d$", "t"), (r"b$", "p"))
# An e before a h and another consonant; an e in a later syllable: Mehdi; Mohamed, Khaled.
_EARLY_E = re.compile(r"^([^aeiouIU]*)e(?=[hH][^aeiou])")
_LATE_E = re.compile(r"([aeiouEIU][^aeiouEIU]+)e(?=[^aeiouIU])")
_LONG = {"i": "i", "I": "i", "u": "u", "U": "u", "o": "u", "v": "u"}
_ARTICLE = re.compile(r"^[eu]l(?=[^aeiou]...)")
_PREFIXES = frozenset(
    ["al", "el", "ul", "abd", "abdel", "abdul", "abdal", "abu", "abou", "ben", "bin", "ibn"]
)


class Key(NamedTuple):
    """What stands among a record's keys if it is meant: a whole key or the beginning of one."""

    text: str
    is_whole: bool


def latin(word: str) -> str:
    """Small Latin letters without accents, whatever the script."""
    text = tidy(word).casefold()
    plain = anyascii(text.translate(_SIGNS)).lower()
    if _BARE_SCRIPT.match(text) and plain[:1] in _MARKS:
        plain = f"a{plain}"  # a letter that carries a vowel
    return _NOT_LETTER.sub("", plain)


def sounds(text: str, is_whole: bool = True) -> set[str]:
    """Each way Latin letters may sound; of a mere beginning the last are not yet the end."""
    return {_DOUBLED.sub(r"\1", spoken.lower()) for spoken in _spoken(text, is_whole)}


def _spoken(text: str, is_whole: bool = True) -> set[str]:
    for pattern, sound in _SOUNDS:
        text = re.sub(pattern, sound, text)
    variants = [text]
    for letters, choices in _CHOICES.items():
        if letters in text:
            variants = [one.replace(letters, sound) for one in variants for sound in choices]
    return {spoken for one in variants for spoken in _with_vowels(one, is_whole)}


def _with_vowels(text: str, is_whole: bool) -> Iterator[str]:
    for pattern, sound in (*_VOWELS, *(_AT_THE_END if is_whole else ())):
        text = re.sub(pattern, sound, text)
    text, before = _EARLY_E.sub(r"\1a", text), ""
    while before != text:
        before, text = text, _LATE_E.sub(r"\1E", text)
    for vowel in "ai":
        yield _DOUBLED.sub(r"\1", text.replace("E", vowel))


def _heard(text: str) -> set[str]:
    """A whole word's sounds, and those it has with the article written the other way."""
    return sounds(text) | sounds(_ARTICLE.sub("al", text))


def bones(text: str, is_bare: bool) -> set[str]:
    """How a name is written where short vowels are not: by its consonants and long vowels.

    A first vowel leaves a trace. In Latin letters nobody sees for sure which vowel is long.
    """
    spellings = {text, _ARTICLE.sub("al", text)}
    return {
        _DOUBLED.sub(r"\1", "".join(letters)).removesuffix("h")
        for spoken in set().union(*map(_spoken, spellings))
        for letters in product(*_written(spoken, is_bare))
    }


def _written(spoken: str, is_bare: bool) -> Iterator[tuple[str, ...]]:
    """For each sign, what may be written for it."""
    yield ("a",) if spoken[:1] in "aeiouIU" else (spoken[:1].lower(),)
    doubtful = 0
    for before, sign in pairwise(spoken):
        is_short = sign in "iuo" and before not in "ae" and not is_bare
        doubtful += is_short
        if is_short and doubtful <= MOST_DOUBTFUL:
            yield ("", _LONG[sign])
        elif sign not in "aeo":
            yield (_LONG.get(sign, sign.lower()),)


@lru_cache(maxsize=1)
def _lines() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The lines of the table by each of their forms, and the first form of a line by sound."""
    lines = [tuple(line.split()) for line in FORMS.split("\n") if line]
    by_sound = {
        sound: line[0] for line in reversed(lines) for form in line for sound in sounds(form)
    }
    return {form: line for line in lines for form in line}, by_sound


def _forms(text: str, heard: Iterable[str]) -> tuple[str, ...]:
    """The forms of the same given name, known by this form or by what it sounds like."""
    by_form, by_sound = _lines()
    if text in by_form:
        return by_form[text]
    return next((by_form[by_sound[sound]] for sound in sorted(heard) if sound in by_sound), ())


def _all_bones(text: str, forms: tuple[str, ...]) -> set[str]:
    """Of a form in the table, as its line begins: that one shows which vowels are long."""
    return bones(forms[0] if forms else text, is_bare=False)


@lru_cache(maxsize=20_000)
def keys_of(word: str) -> tuple[str, ...]:
    """What is kept with a record for one word of a name, so that other spellings find it."""
    text = latin(word)
    if len(text) < SHORTEST - 1:
        return ()
    heard = _heard(text)
    if _BARE_SCRIPT.search(word):
        return tuple(sorted(BARE + letters for letters in bones(text, is_bare=True)))
    forms = _forms(text, heard)
    unvowelled = {VOWELLED + letters for letters in _all_bones(text, forms)}
    return tuple(sorted({*heard, *forms, *unvowelled}))


@lru_cache(maxsize=2_000)
def keys_for(word: str) -> tuple[Key, ...]:
    """What to look for among the keys of records when this word is typed."""
    text = latin(word)
    if len(text) < SHORTEST:
        return ()
    heard = _heard(text)
    if _BARE_SCRIPT.search(word):
        exact = bones(text, is_bare=True)
        return tuple(sorted(Key(sign + each, True) for sign in (VOWELLED, BARE) for each in exact))
    forms = _forms(text, heard)
    wanted = {Key(BARE + letters, True) for letters in _all_bones(text, forms)}
    wanted.add(Key(text, len(text) < SHORTEST_FORM))
    if text in _lines()[0]:
        return tuple(sorted(wanted))
    wanted |= {Key(sound, True) for sound in heard}
    wanted |= {
        Key(sound, False) for sound in sounds(text, is_whole=False) if len(sound) >= SHORTEST_SOUND
    }
    wanted |= {Key(form, True) for form in forms[:1]}
    return tuple(sorted(key for key in wanted if Key(key.text, False) not in wanted - {key}))


def is_prefix(word: str) -> bool:
    """A small word that is written apart from a name or as one with it."""
    return word.casefold() in _PREFIXES


def name_words(text: str) -> list[str]:
    """The words of a name, and joined ones too: Al Hussein, Anna-Maria, Sa'id; no numbers."""
    found: list[str] = []
    plain = text.translate(dict.fromkeys(map(ord, _MARKS)))
    for group in (group for group in plain.split() if not _DIGIT.search(group)):
        words = [word for word in re.split(r"[\W_]+", group) if word]
        found += [*words, *(["".join(words)] if len(words) > 1 else [])]
    return [*found, *joined(found)]


def joined(words: list[str]) -> list[str]:
    """Words with the article or other small word in front of them."""
    found = []
    for place in range(len(words)):
        start = place
        while start and is_prefix(words[start - 1]):
            start -= 1
        if start != place:
            found.append("".join(words[start : place + 1]))
    return found
