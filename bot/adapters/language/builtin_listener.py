"""Hearing without a language model: clauses, a tuned encoder, trained heads, and cues."""

import asyncio
import re
from collections.abc import Iterator, Sequence

import numpy as np
from typing_extensions import override

from bot.adapters.language.cues import assent_in, cues_in, forgotten_in
from bot.adapters.language.estimates import estimates
from bot.adapters.language.foreign import language_of
from bot.adapters.language.listening_heads import (
    FIELDS,
    INTENTS,
    ListeningHeads,
    clause_features,
    led,
    turn_features,
)
from bot.adapters.language.moments import moment_in
from bot.domain.brief import Aspect, Certainty, Entry, Field
from bot.domain.clauses import clause_spans
from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.heard import Assent, Cue, Heard, HeardEntry, Intent
from bot.domain.remember import same_matter
from bot.domain.text import has_number
from bot.ports.language import Listener, Span, SpanEncoder, Vectors

_MEASURED = re.compile(
    r"\b(?:measured|counted|we (?:count|track|log|measure)|according to"
    r"|the (?:log|system|report|data)s? (?:says?|shows?)|exactly|\d+ of (?:the )?\d+)\b",
    re.IGNORECASE,
)
_GUESS = re.compile(
    r"\b(?:guess\w*|maybe|perhaps|no idea|not sure|i think|probably|might be|could be|dunno|gut"
    r"|feels like|or so|ish)\b|\?\s*$",
    re.IGNORECASE,
)
_AGREE = re.compile(
    r"\b(?:sign\w* off|approv\w*|agree\w*|decid\w*|veto|budget|board"
    r"|final say|say no|convince\w*)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b(?:not (?:here|involved|asked|in (?:the|this))|never (?:asked|involved|talked)|left out"
    r"|isn'?t (?:here|in)|aren'?t|nobody (?:asked|talked)|missing"
    r"|haven'?t (?:asked|talked|told))\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"\b(?:ourselves|myself|in-?house|on our own|by hand"
    r"|no (?:new )?tools?|without (?:buying|a tool))\b",
    re.IGNORECASE,
)
_CHOOSE = re.compile(
    r"\b(?:(?:we|i)(?:'ll| will|'re going to| are going to|'d rather| would rather"
    r"|(?: have|'ve)? (?:decided|agreed|prefer) to)"
    r"|(?:i think|i guess|i suppose|so|then|in the end|for now),? (?:we|i)|let's)\b",
    re.IGNORECASE,
)
_ONLY_WEIGHED = re.compile(
    r"\?|\b(?:if|unless|whether|(?:can|should|could)(?:n't|'t| ?not)|could|should"
    r"|not sure|afraid)\b",
    re.IGNORECASE,
)
# They mean to talk to colleagues of their own, not to anybody of the vendor's.
_OWN_PEOPLE = re.compile(
    r"\b(?:i|we)(?:'?ll|'?d| will| would| need to| have to| should| must| want to| could| can)?"
    r"(?: like to| better| first| also| just)? (?:talk|speak|check|chat|meet) (?:to|with)"
    r" (?-i:[a-z])",  # a name may be that of the vendor
    re.IGNORECASE,
)
_YOUR_PEOPLE = re.compile(
    r"\b(?:you|your\w*|some(?:one|body)|any(?:one|body)|person|people|human|vendor|supplier"
    r"|sales|rep|reps|expert|consultant|specialist|adviser|advisor|customers?)\b",
    re.IGNORECASE,
)
_PAGE = 600  # characters: the examples have no more, though the model could read twice as many
BARE = 4  # words; a yes or no that is longer says something
_TELLING = 4  # words
_SHORT_WISH = 15  # words
_OF_THIS_TALK = frozenset(
    {Cue.PEER, Cue.WHO_EXACTLY, Cue.HIDE_FROM, Cue.OVERHEARD, Cue.THAT_STORY, Cue.HOW_SURE}
    | {Cue.IF_NOTHING, Cue.IF_CHANGED}
)
# Nobody is alerted by what is merely the least unlikely reading.
_NEVER_BY_DEFAULT = frozenset({Intent.ASK_HUMAN})
_BESIDE = 0.6  # of how likely its neighbour says the same field; with less it only leads there
_BECAUSE = re.compile(r"^(?:because|since|as|but|although|though|so that)\s+", re.IGNORECASE)
# A cue that leaves no doubt what a turn wants, whatever the heads say.
_CERTAIN: dict[Cue, Intent] = {
    Cue.THANKS: Intent.CHITCHAT,
    Cue.GOODBYE: Intent.CHITCHAT,
    Cue.SKIP: Intent.DECLINE,
    Cue.ANOTHER_EXAMPLE: Intent.ASK_STORY,
    Cue.IMPATIENT: Intent.ASK_GUIDANCE,
    Cue.DEMO: Intent.ASK_PRODUCT,
    Cue.PERSON: Intent.ASK_HUMAN,
    Cue.IS_THIS_A_BOT: Intent.ASK_PRIVACY,
    Cue.HOW_SURE: Intent.ASK_PRIVACY,
    Cue.IF_NOTHING: Intent.ASK_STORY,
    Cue.IF_CHANGED: Intent.ASK_STORY,
}


class BuiltinListener(Listener):
    """Deterministic: the same words after the same question are heard the same."""

    def __init__(self, encoder: SpanEncoder, heads: ListeningHeads) -> None:
        self._encoder = encoder
        self._heads = heads

    @override
    async def listen(self, message: Message, conversation: Conversation) -> Heard:
        """Give intents, entries (exact spans) and cues, given the pending question."""
        return await asyncio.to_thread(self._listen, message, conversation)

    def _listen(self, message: Message, conversation: Conversation) -> Heard:
        text = message.text.strip()
        if not any(c.isalnum() for c in text):
            return Heard(cues=frozenset({Cue.ONE_WORD}))
        language = language_of(text)
        if language != "en":
            return Heard(language=language)
        asked = conversation.pending
        known = conversation.brief.standing()
        return self._heard(message, known, asked.topic if asked else (None, None))

    def _heard(
        self,
        message: Message,
        known: Sequence[Entry],
        asked: tuple[Field | None, Aspect | None],
    ) -> Heard:
        text = message.text
        pending, aspect = asked
        spans = clause_spans(text) or [(0, len(text))]
        cut = [text[start:end] for start, end in spans]
        rows, turns = self._read(text, spans, pending)
        cues, assent = cues_in(text), assent_in(text)
        whole = turns.mean(axis=0)
        unlikely = _unlikely(text, cues)
        intents = self._intents(turn_features(whole, pending, text), cues, unlikely)
        over = self._heads.fields.margins(clause_features(rows, turns, pending, cut))
        entries: tuple[HeardEntry, ...] = ()
        if not _empty(text, cues, assent, pending) and not _only_asks(cut, cues):
            entries = tuple(_spans(cut, over, self._heads.fields.threshold))
            if not entries and intents == {Intent.DESCRIBE} and assent is Assent.NONE:
                entries = tuple(_likeliest(cut, over))
        decides = Cue.NOTHING in cues or Intent.DECIDE in intents
        if decides and (chosen := tuple(_chosen(cut, intents))):
            heard_so = any(e.field is Field.DECISION for e in entries)
            entries = entries if heard_so else (*chosen, *entries)
            intents |= {Intent.DECIDE}
        how_much = pending is Field.IMPACT and Cue.REMIND not in cues
        if how_much and (estimated := tuple(estimates(cut, entries))):
            entries, intents = (*entries, *estimated), intents - {Intent.DECLINE}
        if not entries and Intent.CORRECT in intents:
            entries = tuple(_put_right(cut, known))
        return Heard(
            intents=intents | _implied(entries),
            entries=tuple(_detailed(e, aspect if e.field is pending else None) for e in entries),
            assent=assent,
            cues=cues,
            forget_span=forgotten_in(text) if Cue.FORGET in cues else "",
            when=moment_in(text, message.at) if Cue.REMIND in cues else None,
        )

    def _read(
        self, text: str, spans: Sequence[Span], pending: Field | None
    ) -> tuple[Vectors, Vectors]:
        """Give each clause's vector, and that of what stands around it, a row a clause."""
        pieces, turns = [], []
        for page, own in _pages(text, spans):
            read, at = led(page, pending)
            places = [(start + at, end + at) for start, end in [(0, len(page)), *own]]
            vectors = self._encoder.encode_spans(read, places)
            pieces.append(vectors[1:])
            turns.append(np.repeat(vectors[:1], len(own), axis=0))
        return np.vstack(pieces), np.vstack(turns)

    def _intents(
        self, features: Vectors, cues: frozenset[Cue], unlikely: set[Intent]
    ) -> frozenset[Intent]:
        over = self._heads.intents.margins(features)[0]
        found = {intent for intent, o in zip(INTENTS, over, strict=True) if o >= 0}
        found |= {intent for cue, intent in _CERTAIN.items() if cue in cues}
        passed_over = unlikely | _NEVER_BY_DEFAULT
        best = [INTENTS[n] for n in np.argsort(over)[::-1] if INTENTS[n] not in passed_over]
        return frozenset(found - unlikely or best[:1])


def _pages(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Cut a wall of text between clauses, into pages that the model can read whole."""
    first = last = 0
    own: list[Span] = []
    for start, end in spans:
        if own and end - first > _PAGE:
            yield text[first:last], own
            first, own = start, []
        last = end
        own.append((start - first, end - first))
    yield text[first : first + max(_PAGE, last - first)], own


def _unlikely(text: str, cues: frozenset[Cue]) -> set[Intent]:
    """Give what a turn cannot want, whatever the heads say."""
    unlikely: set[Intent] = set()
    straight = text.replace("\u2019", "'")
    if _OWN_PEOPLE.search(straight) and not _YOUR_PEOPLE.search(straight):
        unlikely.add(Intent.ASK_HUMAN)
    if Cue.FORGET in cues:
        unlikely |= {Intent.DECLINE, Intent.CORRECT, Intent.ADVERSARIAL}
    return unlikely


def _empty(text: str, cues: frozenset[Cue], assent: Assent, pending: Field | None) -> bool:
    """A bare yes, thanks or command says nothing for the notes, nor a word that none asked for."""
    bare = assent is not Assent.NONE and not cues and len(text.split()) <= BARE
    unasked = pending is None and Cue.ONE_WORD in cues
    return bare or unasked or bool(cues & {Cue.FORGET, Cue.REPEAT})


def _only_asks(cut: Sequence[str], cues: frozenset[Cue]) -> bool:
    """A short wish about this talk itself says nothing of their matter."""
    return bool(cues & _OF_THIS_TALK) and len(cut) == 1 and len(cut[0].split()) <= _SHORT_WISH


def _spans(cut: Sequence[str], over: Vectors, threshold: Vectors) -> Iterator[HeardEntry]:
    """Give each clause with the fields it was heard in, not in those that its neighbour says."""
    likely = over + threshold
    beside = np.pad(likely, ((1, 1), (0, 0)))
    heard = (over >= 0) & (likely >= _BESIDE * np.maximum(beside[:-2], beside[2:]))
    for clause, fields in zip(cut, heard, strict=True):
        for n in np.flatnonzero(fields):
            yield HeardEntry(FIELDS[n], _BECAUSE.sub("", clause.rstrip(" ,;")))


def _likeliest(cut: Sequence[str], over: Vectors) -> Iterator[HeardEntry]:
    """Give the one clause and field that come nearest: whoever only tells, tells something."""
    row, column = divmod(int(over.argmax()), over.shape[1])
    if len(cut[row].split()) >= _TELLING:
        yield HeardEntry(FIELDS[column], _BECAUSE.sub("", cut[row].rstrip(" ,;")))


def _put_right(cut: Sequence[str], known: Sequence[Entry]) -> Iterator[HeardEntry]:
    """Give the clause that says anew what stands in the notes, in the field where it stands."""
    for clause in cut:
        near = [e for e in known if same_matter(e.span, clause)]
        if near:
            yield HeardEntry(near[-1].field, clause.rstrip(" ,;"))
            return


def _chosen(cut: Sequence[str], intents: frozenset[Intent]) -> Iterator[HeardEntry]:
    """Give the clause in which somebody chooses, for themselves.

    Where the turn as a whole decides nothing, only to change nothing is a choice.
    """
    decides = Intent.DECIDE in intents
    for clause in cut:
        straight = clause.replace("\u2019", "'")
        chosen = _CHOOSE.search(straight) and not _ONLY_WEIGHED.search(straight)
        if chosen and (decides or Cue.NOTHING in cues_in(straight)):
            yield HeardEntry(Field.DECISION, clause.rstrip(" ,;"))
            return


def _implied(entries: Sequence[HeardEntry]) -> frozenset[Intent]:
    return frozenset({Intent.DESCRIBE}) if entries else frozenset()


def _detailed(entry: HeardEntry, asked: Aspect | None) -> HeardEntry:
    """Add how sure it is said, and which side of its field it is about."""
    sure = Certainty.ESTIMATE
    if _MEASURED.search(entry.span) and has_number(entry.span):
        sure = Certainty.MEASURED
    elif _GUESS.search(entry.span):
        sure = Certainty.GUESS
    return HeardEntry(entry.field, entry.span, sure, asked or _aspect(entry))


def _aspect(entry: HeardEntry) -> Aspect | None:
    if entry.field is Field.STAKEHOLDERS:
        if _MISSING.search(entry.span):
            return Aspect.WHO_IS_MISSING
        return Aspect.WHO_MUST_AGREE if _AGREE.search(entry.span) else Aspect.WHO_FEELS_IT
    if entry.field is Field.WORKAROUNDS:
        ourselves = _OURSELVES.search(entry.span)
        return Aspect.FIX_IT_OURSELVES if ourselves else Aspect.WHAT_WAS_TRIED
    return None
