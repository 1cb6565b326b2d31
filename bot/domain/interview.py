"""An interview that draws a story out of a person: one answer in, the next question out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.interview_script import Ask, Script, Teller, Wish
from bot.domain.plain import HIDDEN
from bot.domain.text import clip, words

SUMMARY = "summary"
MORE = "more"  # what was added at the end, which no question asked for
LONGEST_ANSWER, LONGEST_FACT = 50_000, 200  # characters
_SHORT = 6  # words; an answer with fewer is asked after once
_REMARK = 4  # words from which something said at the summary is no slip
_SHOWN = 160  # characters of an answer in the summary
# Line ends aside, what no file or terminal should get.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


class Ended(StrEnum):
    """How an interview was left."""

    KEPT = "kept"  # to be gone on with later
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Interview:
    """All that was said so far. `at` is the question that waits for its answer.

    `passed` are questions that were left out on purpose, `unknown` those with no known answer.
    `adding`: what comes now is added to the answer before it. `replaced` keeps earlier answers.
    """

    id: str
    teller: Teller
    begun: datetime
    by: str = ""
    at: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    nudged: frozenset[str] = frozenset()
    adding: bool = False
    replaced: tuple[tuple[str, str], ...] = ()

    def settled(self, ask_id: str) -> bool:
        """Whether a question needs no asking any more."""
        return ask_id in self.answers or ask_id in self.passed or ask_id in self.unknown


@dataclass(frozen=True, slots=True)
class Step:
    """The interview after an answer: what is said, what is asked now, how it ended if it did."""

    interview: Interview
    said: tuple[str, ...] = ()
    asks: str = ""
    one_line: bool = False  # whether the answer is a single line
    ended: Ended | None = None


def begin(interview: Interview, script: Script) -> Step:
    """Ask the first question."""
    intro = (script.phrase(f"intro_{interview.teller}"), script.phrase("how"))
    return _asking(interview, asks_for(interview, script)[0].id, script, intro)


def resume(interview: Interview, script: Script) -> Step:
    """Ask again what was asked when the interview was left."""
    said = (script.phrase("resumed", count=str(len(interview.answers))), script.phrase("how"))
    ids = [ask.id for ask in asks_for(interview, script)]
    at = interview.at
    if at not in (*ids, SUMMARY):  # the questions have changed meanwhile
        at = next((i for i in ids if not interview.settled(i)), SUMMARY)
    return _asking(replace(interview, adding=False), at, script, said)


def hear(interview: Interview, said: str, script: Script) -> Step:
    """Take an answer, or a wish in its place, and ask what comes next."""
    wish = script.wish(said)
    if wish is Wish.QUIT:
        return Step(interview, (script.phrase("quit_kept"),), ended=Ended.KEPT)
    if wish is Wish.BACK:
        return _back(interview, script)
    text = cleaned(said)
    if interview.at == SUMMARY:
        return _confirming(interview, text, wish, script)
    if wish in (Wish.SKIP, Wish.UNKNOWN):
        return _passed(interview, wish, script)
    if not text:
        return _asking(interview, interview.at, script, (script.phrase("empty"),))
    ask = next(a for a in asks_for(interview, script) if a.id == interview.at)
    return (
        _question(interview, ask, text, script)
        if ask.fills
        else _fact(interview, ask, text, script)
    )


def asks_for(interview: Interview, script: Script) -> list[Ask]:
    """Give the questions of this interview in order; some hang on what was said before.

    A customer is asked for consent before anything else.
    """
    facts = [ask for ask in script.facts if _wanted(ask.id, interview, script)]
    if interview.teller is Teller.REP:
        return [*script.questions, *facts]
    first = [ask for ask in facts if ask.id.startswith("consent")]
    return [*first, *script.questions, *(ask for ask in facts if ask not in first)]


def cleaned(text: str) -> str:
    """Give an answer without what is no text, its lines kept."""
    plain = HIDDEN.sub("", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))
    return "\n".join(" ".join(line.split()) for line in plain.split("\n")).strip()


def had_a_part(interview: Interview, script: Script) -> bool:
    """Whether the vendor had a part in the story."""
    told = interview.answers.get("our_part", "")
    return bool(told) and script.wish(told) is not Wish.NONE


def _wanted(ask_id: str, interview: Interview, script: Script) -> bool:
    if ask_id == "part_kind":
        return had_a_part(interview, script)
    return ask_id != "consent_from" or interview.answers.get("consent") == "yes"


def _question(interview: Interview, ask: Ask, text: str, script: Script) -> Step:
    """A very short answer is kept and asked after once, gently."""
    kept = text[:LONGEST_ANSWER]
    said = (script.phrase("too_long", most=str(LONGEST_ANSWER)),) if kept != text else ()
    noted = _noted(interview, ask.id, kept)
    short = len(words(noted.answers[ask.id])) < _SHORT
    if short and ask.again and ask.id not in noted.nudged:
        nudged = replace(noted, nudged=noted.nudged | {ask.id}, adding=True)
        return Step(nudged, said, script.filled(ask.again))
    return _next(noted, script, said)


def _fact(interview: Interview, ask: Ask, text: str, script: Script) -> Step:
    if ask.choices:
        return _choice(interview, ask, text, script)
    line = " ".join(text.split())
    long = len(line) > LONGEST_FACT
    said = (script.phrase("too_long_fact", most=str(LONGEST_FACT)),) if long else ()
    return _next(_noted(interview, ask.id, line), script, said)


def _choice(interview: Interview, ask: Ask, text: str, script: Script) -> Step:
    value = ask.chosen(text)
    if value is None:  # the words are kept beside, so that nothing said is lost
        choices = ", ".join(spoken[0] for spoken in ask.choices.values())
        beside = replace(interview, replaced=(*interview.replaced, (ask.id, text)))
        return _asking(beside, ask.id, script, (script.phrase("choose", choices=choices),))
    refused = ask.id == "consent" and value == "no"
    said = (script.phrase("no_consent"),) if refused else ()
    return _next(_noted(interview, ask.id, value), script, said)


def _noted(interview: Interview, ask_id: str, text: str) -> Interview:
    before = interview.answers.get(ask_id)
    replaced = interview.replaced
    if before is not None and interview.adding:
        text = f"{before}\n{text}"
    elif before is not None:
        replaced = (*replaced, (ask_id, before))
    return replace(
        interview,
        answers={**interview.answers, ask_id: text},
        passed=interview.passed - {ask_id},
        unknown=interview.unknown - {ask_id},
        adding=False,
        replaced=replaced,
    )


def _passed(interview: Interview, wish: Wish, script: Script) -> Step:
    """Leave a question out; an answer that it has already stays."""
    at = interview.at
    if at in interview.answers:
        return _next(replace(interview, adding=False), script)
    if wish is Wish.SKIP:
        return _next(replace(interview, passed=interview.passed | {at}), script)
    unknown = replace(interview, unknown=interview.unknown | {at})
    return _next(unknown, script, (script.phrase("unknown_noted"),))


def _back(interview: Interview, script: Script) -> Step:
    ids = [ask.id for ask in asks_for(interview, script)]
    place = ids.index(interview.at) if interview.at in ids else len(ids)
    bare = replace(interview, adding=False)
    if place == 0:
        return _asking(bare, ids[0], script, (script.phrase("first_already"),))
    return _asking(bare, ids[place - 1], script)


def _next(interview: Interview, script: Script, said: Sequence[str] = ()) -> Step:
    ids = [ask.id for ask in asks_for(interview, script)]
    start = ids.index(interview.at) + 1
    ahead = (*ids[start:], *ids[:start])  # what was jumped over comes at the end
    following = next((i for i in ahead if not interview.settled(i)), SUMMARY)
    return _asking(interview, following, script, said)


def _asking(interview: Interview, at: str, script: Script, said: Sequence[str] = ()) -> Step:
    now = replace(interview, at=at)
    if at == SUMMARY:
        shown = (script.phrase("summary_intro"), *_summary(now, script))
        return Step(now, (*said, *shown), script.phrase("summary_ask"), one_line=True)
    asks = asks_for(now, script)
    ask = next(a for a in asks if a.id == at)
    text = script.text(ask, now.teller)
    if answer := now.answers.get(at):
        short = clip(" ".join(answer.split()), _SHOWN)
        said = (*said, script.phrase("so_far", answer=f'"{short}"'))
    if ask in script.questions:
        text = f"{script.questions.index(ask) + 1} of {len(script.questions)}. {text}"
    return Step(now, tuple(said), text, one_line=ask.fills is None)


def _summary(interview: Interview, script: Script) -> list[str]:
    return [
        f"{n}. {ask.label}: {_shown(interview, ask, script)}"
        for n, ask in enumerate(asks_for(interview, script), 1)
    ]


def _shown(interview: Interview, ask: Ask, script: Script) -> str:
    if ask.id in interview.answers:
        return clip(" ".join(interview.answers[ask.id].split()), _SHOWN)
    return script.phrase("not_known" if ask.id in interview.unknown else "left_out")


def _confirming(interview: Interview, text: str, wish: Wish | None, script: Script) -> Step:
    if wish is Wish.YES:
        return Step(interview, ended=Ended.CONFIRMED)
    asks = asks_for(interview, script)
    number = text.strip(" .")
    if number.isdecimal() and 0 < int(number[:4]) <= len(asks):
        return _asking(interview, asks[int(number[:4]) - 1].id, script)
    if len(words(text)) < _REMARK:
        return _asking(interview, SUMMARY, script, (script.phrase("confirm_hint"),))
    added = _noted(replace(interview, adding=True), MORE, text[:LONGEST_ANSWER])
    return Step(added, (script.phrase("added"),), script.phrase("summary_ask"), one_line=True)
