"""Grounding: which source bears out a sentence that a language model has worded.

A sentence is borne out by a source where its numbers and names stand there, most of its words do,
nothing is denied that the source affirms or the other way round, and it means what a sentence of
the source means. The first three are plain rules; the last is asked of the model of meaning. What
is said freely between sentences is made of the words that our own lines are made of.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.draft import Draft, Part, PartKind
from bot.domain.text import sentences, words

COVERED = 0.6  # share of a sentence's telling words that have to stand in its source
ALIKE = 0.55  # likeness in meaning, cosine, to the nearest sentence or pair of sentences
STEM = 5  # letters by which words are the same word
_SHORT = 3  # letters; shorter words tell nothing by themselves

Alike = Callable[[str, Sequence[str]], float]


def unlike(_sentence: str, _others: Sequence[str]) -> float:
    """Find nothing alike: where nobody can tell, nothing is borne out."""
    return 0.0


_NUMBER_WORDS = dict(
    zip(
        re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve"),
        map(str, range(1, 13)),
        strict=True,
    )
) | {"half": "half", "third": "third", "quarter": "quarter", "twice": "2", "dozen": "12"}
_DENIES = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|hardly)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:)] )(?:[A-Z][\w&'\u2019-]*[a-z\d][\w&'\u2019-]*|[A-Z]{2,})")
_ENDING = re.compile(r"(?:ings?|ed|es|s|ly|ers?)$|['\u2019]\w*$")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# Somebody else is told of: such a sentence needs a story, whatever words it is made of.
_OF_A_CUSTOMER = re.compile(
    r"\b(?:customers?|clients?|compan(?:y|ies)|firms?|organi[sz]ations?|manufacturers?|retailers?"
    r"|sellers?|makers?|groups?|banks?|hospitals?|teams? (?:at|in)|others|they|their|them)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """about above after again against also although always among another anyone
    anything around
    because been before being below between both came come comes could does doing done down during
    each either else even ever every from gave gets give given goes going have having here into
    itself just kept knew know known like made make makes many might more most much must once only
    other others ours over part perhaps same seem seems since some someone something still such
    take taken takes tell than that their them then there these they thing things this those though
    through told took under until upon very want was well went were what when where whether which
    while whom whose will with within would your yours the and for but are had has his her its our
    out who how why not now did too got get let one two may can""",
    )
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a worded reply may draw on.

    `stories` maps ids to the text that these readers may read; `supplied` is what the room said;
    `own` are our plain lines of this turn; `at_hand` are words that our lines are made of.
    """

    stories: Mapping[str, str]
    supplied: str
    own: str
    at_hand: frozenset[str] = frozenset()

    def text_of(self, part: Part) -> str:
        """Give the source that a part names."""
        if part.kind is PartKind.STORY:
            return self.stories.get(part.story_id, "")
        return self.supplied if part.kind is PartKind.HEARD else self.own


def ground(text: str, sources: Sources, alike: Alike) -> Draft:
    """Find the source of each sentence. One that has none becomes a claim of no known story."""
    return Draft(tuple(_part(sentence, sources, alike) for sentence in _pieces_of(text)))


def borne_out(part: Part, sources: Sources, alike: Alike) -> bool:
    """Say whether a worded part is borne out by the source that it names."""
    source = sources.text_of(part)
    if _as_it_stands(part.text, source):
        return True
    if part.kind is PartKind.STORY:
        return _supports(part.text, source, frozenset(), alike)
    if part.kind is PartKind.LINE and _needs_no_source(part.text, sources):
        return True
    return not _of_another(part.text, source) and _supports(
        part.text, source, sources.at_hand, alike
    )


def _part(sentence: str, sources: Sources, alike: Alike) -> Part:
    candidates = [
        *(Part(PartKind.STORY, sentence, i, worded=True) for i in sources.stories),
        Part(PartKind.HEARD, sentence, worded=True),
        Part(PartKind.LINE, sentence, own=_as_it_stands(sentence, sources.own), worded=True),
    ]
    borne = (part for part in candidates if borne_out(part, sources, alike))
    return next(borne, Part(PartKind.STORY, sentence, worded=True))


def _pieces_of(text: str) -> list[str]:
    """Cut a text into sentences, but not inside a quotation."""
    pieces: list[str] = []
    for sentence in sentences(text):
        if pieces and pieces[-1].count('"') % 2:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _as_it_stands(sentence: str, source: str) -> bool:
    """Whether a source has a sentence word for word."""
    return sentence in _pieces_of(source)


def _needs_no_source(sentence: str, sources: Sources) -> bool:
    """Whether a sentence claims nothing: our own everyday words, of nobody, without a number."""
    if _OF_A_CUSTOMER.search(sentence) or any(_numbers(sentence)) or _inside(sentence):
        return False
    return all(word in sources.at_hand for word in _telling(sentence))


def _of_another(sentence: str, source: str) -> bool:
    """Whether a sentence tells of somebody whom its source does not mention."""
    mentioned = {m.group().lower() for m in _OF_A_CUSTOMER.finditer(source)}
    return any(m.group().lower() not in mentioned for m in _OF_A_CUSTOMER.finditer(sentence))


def _supports(sentence: str, source: str, at_hand: frozenset[str], alike: Alike) -> bool:
    if not source.strip() or not _holds_facts(sentence, source):
        return False
    telling = [word for word in _telling(sentence) if word not in at_hand]
    stems = _stems(source)
    if sum(_stem(word) in stems for word in telling) < COVERED * len(telling):
        return False
    near = _near(sentence, source)
    if near and not any(_denies(s) is _denies(sentence) for s in near):
        return False  # a denial was lost or made up
    return alike(sentence, _pieces(near, source)) >= ALIKE


def _holds_facts(sentence: str, source: str) -> bool:
    """Whether each number and name of a sentence stands in its source."""
    stands = set(_numbers(source))
    folded = source.lower()
    return all(number in stands for number in _numbers(sentence)) and all(
        name.lower() in folded for name in _names(sentence)
    )


def _denies(sentence: str) -> bool:
    return bool(_DENIES.search(sentence))


def _near(sentence: str, source: str) -> list[str]:
    """Give the source's sentences that share the most words with this one, the nearest first."""
    stems = {_stem(word) for word in _telling(sentence)}
    found = [(len(stems & _stems(s)), -n, s) for n, s in enumerate(sentences(source))]
    shared = sorted((f for f in found if f[0]), reverse=True)
    return [s for _, _, s in shared[:3]]


def _pieces(near: Sequence[str], source: str) -> list[str]:
    """Give what a sentence may have been made of: one sentence, or the nearest ones together."""
    together = [s for s in sentences(source) if s in near]
    return [*near, *([" ".join(together)] if len(together) > 1 else [])]


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, words(text)))


def _stem(word: str) -> str:
    """Cut a word down to what its forms share."""
    bare = _ENDING.sub("", word)
    return (bare if len(bare) > _SHORT - 1 else word)[:STEM]


def _telling(sentence: str) -> Iterator[str]:
    for word in words(sentence):
        if len(word) > _SHORT - 1 and word not in _EMPTY and word not in _NUMBER_WORDS:
            yield word


def _numbers(text: str) -> Iterator[str]:
    """Give the numbers of a text, also those written as words, each in one way."""
    for found in _NUMBER.findall(text):
        yield found.replace(",", "")
    for word in words(text):
        if word in _NUMBER_WORDS and word != "one":
            yield _NUMBER_WORDS[word]


def _names(sentence: str) -> list[str]:
    """Give what is written as a name. The first word is one if it is no everyday word of ours."""
    first = next(iter(re.findall(r"[^\W_][\w'\u2019&-]*", sentence)), "")
    return [*([first] if _could_name(first) else []), *_inside(sentence)]


def _inside(sentence: str) -> list[str]:
    return [name for name in _NAME.findall(sentence) if not name.startswith(("I'", "I\u2019"))]


def _could_name(first: str) -> bool:
    known = first.lower() in _EMPTY or first.lower() in _NUMBER_WORDS
    return len(first) > 1 and first[0].isupper() and not known
