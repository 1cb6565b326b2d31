"""Where the words of a reply come from: held against our files, the facts and the stories."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.brief import Field
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.plain import quoted, without_question_marks
from bot.domain.text import sentences, statements
from bot.domain.wording import Wording

QUOTE = re.compile(r'"([^"]+)"')
QUOTED = '"…"'  # stands where a buyer was quoted
_VALUE = re.compile(r"\$\w+")
_LED_IN = re.compile(r'(?<=:)\s+(?=[A-Z"\u201c])')


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said in a room before a reply: the people's words, and the replies to them.

    `fields` are those that the people's words speak of, by those who annotated them.
    """

    people: str = ""
    replies: Sequence[str] = ()
    fields: frozenset[Field] = frozenset()


class Sources:
    """Tells what in a reply is a buyer's, what is ours, and what nobody wrote."""

    def __init__(self, wording: Wording) -> None:
        variants = [text for texts in wording.lines.values() for text in texts]
        cuts = (sentences, statements)
        patterns = {_pattern(part) for text in variants for cut in cuts for part in cut(text)}
        self._lines = re.compile("|".join(sorted(patterns)))
        self._names = {name for text in variants for name in QUOTE.findall(text)}
        ours = [
            *(question.text for question in wording.questions),
            *(opening.text for opening in wording.openings),
            *wording.points.values(),
        ]
        self._ours = _claims(ours)

    def without_quotes(self, text: str, heard: Heard) -> str:
        """Give a reply with QUOTED in place of what the people in its room had said."""
        said = _fold(quoted(heard.people))

        def hidden(found: re.Match[str]) -> str:
            words = _fold(found[1].rstrip("…"))
            theirs = words in said and found[1] not in self._names
            return QUOTED if theirs else found[0]

        return QUOTE.sub(hidden, text)

    def strays(self, text: str, move: Move, heard: Heard) -> list[str]:
        """Give the statements that are in none of our files and in no story that is shown."""
        known = self._ours | _viewed(move) | _told(move)
        ours = without_facts(text, move)

        def has_source(said: str) -> bool:
            return (
                bool(self._lines.fullmatch(_fold(said)))
                or _claim(said) in known
                or _of_nearest(said, move)
                or _said_before(said, move, heard)
            )

        found = map(_unlisted, sentences(self.without_quotes(ours, heard)))
        unknown = (sentence for sentence in found if sentence and not has_source(sentence))
        return [part for sentence in unknown for part in _parts(sentence) if not has_source(part)]


def without_facts(text: str, move: Move) -> str:
    """Give a reply without the owner's plain answer."""
    return text.replace(move.fact.text, "") if move.fact else text


def said_in(text: str, claims: Iterable[str]) -> list[str]:
    """Give the statements of a text that are among these claims, whatever they end with."""
    known = _claims(claims)
    parts = (part for sentence in sentences(text) for part in _parts(sentence))
    return [part for part in parts if _claim(part) in known]


def _pattern(line: str) -> str:
    """Make a pattern of a line, whatever its values are."""
    return ".+".join(re.escape(piece) for piece in _VALUE.split(_fold(line)))


def _viewed(move: Move) -> set[str]:
    return _claims([move.view.claim, move.view.question] if move.view else [])


def _told(move: Move) -> set[str]:
    return _claims(text for told in _shown(move) for text in told.rendition.facets.values())


def _shown(move: Move) -> Sequence[Told]:
    return (*move.told, move.nearest) if move.nearest else move.told


def _of_nearest(statement: str, move: Move) -> bool:
    """Of the nearest story a sentence may end at a comma."""
    if move.nearest is None:
        return False
    texts = move.nearest.rendition.facets.values()
    known = (_claim(s) for text in texts for s in sentences(text))
    return any(sentence.startswith(_claim(statement)) for sentence in known)


def _said_before(statement: str, move: Move, heard: Heard) -> bool:
    """Say whether a repetition says no more than a reply before it."""
    if move.kind is not MoveKind.REPEAT:
        return False
    return any(_claim(statement) in _fold(without_question_marks(r)) for r in heard.replies)


def _claims(texts: Iterable[str]) -> set[str]:
    whole = [sentence for text in texts for sentence in sentences(text)]
    return {_claim(part) for sentence in whole for part in (sentence, *_parts(sentence))}


def _parts(sentence: str) -> list[str]:
    """Part a sentence at its colons: what leads in is ours, what follows a story's."""
    return _LED_IN.split(sentence)


def _claim(statement: str) -> str:
    return _fold(without_question_marks(statement)).rstrip(".!… ")


def _unlisted(statement: str) -> str:
    """Give a statement without the bullet of its list, empty where it is but a quotation."""
    bare = statement.removeprefix("•").strip()
    return "" if bare.rstrip(".") == QUOTED else bare


def _fold(text: str) -> str:
    return " ".join(text.split())
