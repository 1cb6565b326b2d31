"""Hearing cues: what the tables of phrases find in a message, and what its form says."""

import re
from functools import cache

from bot.adapters.language.cue_phrases import ALONE, WITHIN
from bot.adapters.language.phrases import phrases
from bot.adapters.language.request_phrases import REQUESTS
from bot.domain.heard import Assent, Cue

WALL_WORDS = 150
_YES = re.compile(
    r"^(?:yes|yep|yeah|yup|ya|y|sure|exactly|correct|right|true|ok|okay|agreed|please do|"
    r"that'?s (?:right|us|it|correct|fine)|sounds right|looks? (?:good|right|fine|ok)|confirmed?|"
    r"all (?:good|right|fine|correct)|fine|perfect|spot on)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:no|nope|nah|not (?:quite|really|right|yet)|wrong|incorrect|that'?s (?:wrong|not))\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:please|pls|ok|okay|so|well|hey|hi|and|but|hmm|maybe)[, ]+"
    r"|[, ]+(?:please|pls|thanks|thx)$"
)
_FORGET = re.compile(
    r"^(?:(?:can|could|would) you |please |pls |no,? |and |also )*"
    r"(?:forget|delete|erase|remove|strike|take back)"
    r"(?: out)?\b(?! it$)(?: what i (?:said|wrote|told you)(?: about)?)?"
    r"(?: (?:(?:the|that|this|my) (?:very )?(?:last )?(?:line|message|part|bit|thing|one|sentence)"
    r"|that|this|it|about))*"
    r"[ ,:\"']*(?P<what>.*?)[\"'.! ]*(?:please|pls)?$",
    re.IGNORECASE,
)
_THAT_STORY = re.compile(
    r"^(?:(?:ok|okay|so|and|but|right|hm+|interesting|fine|thanks)\b,?\s+)*"
    r"(?!who (?:are|were|is|was)\b)(?!.*\b(?:named?|called|compan(?:y|ies))\b)"
    r"(?:(?:what|how|why|who|where|when|which|did|do|does|was|were|are|have|has|had|could)\b"
    r"(?!.*\b(?:we|us|our|i|my|you|your|others?|any\w*|some(?:one|body)|customers)\b)"
    r"[^.?!]*\b(?:(?:they|them|theirs?|that one|this one|that story|this story)\b[^.?!]*|there)"
    r"|what happened(?: then| next| after(?: that)?| afterwards| in the end)?"
    r"|how did (?:it|that|this)(?: all)? (?:end|go|turn out|work out)(?: up)?"
    r"|why did (?:it|that) (?:work|fail|help|not work|go wrong)"
    r"|and then(?: what)?|then what|go on|did (?:it|that) (?:last|work|hold|stick)(?: out)?"
    r"|(?:tell me )?more (?:about|on) (?:that|this|it|them)(?: one| story)?)\W*$",
    re.IGNORECASE,
)
_LONGEST_QUESTION = 14  # words
_SHORT_ANSWER = 8  # words
_LONGEST_COMMAND = 20  # words
_TO_SOMEONE = re.compile(r"^@[\w.-]+")


def cues_in(text: str) -> frozenset[Cue]:
    """Give every cue that a message carries."""
    straight = text.replace("\u2019", "'").strip()
    found = {cue for cue, pattern in _within().items() if pattern.search(straight)}
    bare = _COURTESY.sub("", straight.strip(" .!?…").lower()).strip(" .!?…")
    found |= {cue for cue, pattern in _alone().items() if pattern.fullmatch(bare)}
    return frozenset(found | _form(straight, found))


def assent_in(text: str) -> Assent:
    """Say whether a short answer begins with a yes or a no."""
    straight = text.replace("\u2019", "'").strip()
    if len(straight.split()) > _SHORT_ANSWER:
        return Assent.NONE
    if _NO.match(straight):
        return Assent.NO
    return Assent.YES if _YES.match(straight) else Assent.NONE


def forgotten_in(text: str) -> str:
    """Give the phrase that a message names as to be forgotten, empty where it names none."""
    found = _FORGET.match(text.replace("\u2019", "'").strip())
    return found["what"] if found else ""


def _form(text: str, found: set[Cue]) -> set[Cue]:
    words = text.split()
    form = {Cue.WALL} if len(words) > WALL_WORDS else set()
    if len(words) <= 2 and not found:  # noqa: PLR2004 - a word or two
        form.add(Cue.ONE_WORD)
    if _FORGET.match(text) and len(words) <= _LONGEST_COMMAND:
        form = (form - {Cue.ONE_WORD}) | {Cue.FORGET}
    if _TO_SOMEONE.match(text) and "groundwork" not in text.lower().split()[0]:
        form.add(Cue.NAMES_ANOTHER)
    if len(words) <= _LONGEST_QUESTION and _THAT_STORY.match(text):
        form.add(Cue.THAT_STORY)
    return form


@cache
def _within() -> dict[Cue, re.Pattern[str]]:
    return {cue: phrases(table) for cue, table in {**WITHIN, **REQUESTS}.items()}


@cache
def _alone() -> dict[Cue, re.Pattern[str]]:
    return {cue: phrases(table) for cue, table in ALONE.items()}
