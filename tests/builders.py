"""Builders for tests: each gives a whole, plausible thing; name only what the test is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.domain.audience import Visibility
from bot.domain.brief import Aspect, Brief, Certainty, Circle, Entry, Field
from bot.domain.conversation import Conversation, Turn
from bot.domain.draft import Draft, Part, PartKind
from bot.domain.guard import Bounds
from bot.domain.heard import Heard, HeardEntry, Intent
from bot.domain.moves import Fact, MoveKind, Told, View
from bot.domain.questions import Question
from bot.domain.remember import Said
from bot.domain.reply import AskedQuestion, Reply, StoryCard
from bot.domain.situation import Situation
from bot.domain.story import Facet, Outcome, Rendition
from bot.domain.wording import Opening, Wording

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ANA, RAJ = "slack:ana", "slack:raj"

FACETS = {
    Facet.SITUATION: "Nine plants shared one ledger. Each closed on its own day.",
    Facet.PROBLEM: "The close took nine days. The bank asked for figures on day six.",
    Facet.ATTEMPTS: "They bought a calendar tool first. Nothing changed.",
    Facet.TURNING_POINT: "A clerk wrote down who waited for whom.",
    Facet.OUTCOME: "The books are closed on day five now. Two plants are still late.",
}

_ASPECTS = {
    Field.STAKEHOLDERS: (Aspect.WHO_FEELS_IT, Aspect.WHO_MUST_AGREE, Aspect.WHO_IS_MISSING),
    Field.WORKAROUNDS: (Aspect.WHAT_WAS_TRIED, Aspect.FIX_IT_OURSELVES),
}
TOPICS = tuple((field, aspect) for field in Field for aspect in _ASPECTS.get(field, (None,)))


def make_entry(field=Field.PROBLEM, span="approvals take a week", n=0, **changes):
    """An entry of Ana's; `n` tells entries of one test apart."""
    return replace(Entry(f"m{n}/0", field, span, ANA, NOW, who_name="Ana"), **changes)


def make_brief(*fields, **changes):
    """A brief with one entry for each field or (field, aspect)."""
    entries = []
    for n, topic in enumerate(fields):
        field, aspect = topic if isinstance(topic, tuple) else (topic, None)
        span = f"what was said of {aspect or field}"
        entries.append(make_entry(field, span, n, aspect=aspect, **changes))
    return Brief(tuple(entries))


def make_asked(field=Field.IMPACT, aspect=None, **changes):
    """A question as it went out."""
    asked = AskedQuestion(f"{field}-{aspect}-1", field, aspect, f"What about {aspect or field}?")
    return replace(asked, **changes)


def make_turn(n=0, **changes):
    """A reply that went out, ten minutes after the one before it; the latest a while ago."""
    at = NOW - timedelta(minutes=200) + timedelta(minutes=10 * n)
    turn = Turn(n=n, at=at, speaker=ANA, move=MoveKind.ASK, text="What happens today?")
    return replace(turn, **changes)


def make_turns(kinds):
    """Turns by letter: `q` ended with a question, `.` did not."""
    return tuple(
        make_turn(n, question=make_asked(id=f"q{n}") if kind == "q" else None)
        for n, kind in enumerate(kinds)
    )


def make_conversation(*fields, **changes):
    """A conversation whose brief has these fields."""
    return replace(Conversation("slack:C1", brief=make_brief(*fields)), **changes)


def make_heard(*intents, **changes):
    """What was heard: a description unless said otherwise."""
    return replace(Heard(frozenset(intents or {Intent.DESCRIBE})), **changes)


def make_heard_entry(field=Field.PROBLEM, span="approvals take a week", **changes):
    """A span that was heard."""
    return replace(HeardEntry(field, span), **changes)


def make_said(who=ANA, key="m9", **changes):
    """Who says the words of a turn."""
    return replace(Said(key, who, who.rpartition(":")[2].title(), NOW, Circle.ROOM), **changes)


@cache
def make_bank():
    """Three questions on each topic, and one for opportunities and one for private rooms."""
    made = []
    for field, aspect in TOPICS:
        name = f"{field}-{aspect or 'any'}"
        plain = [Question(f"{name}-{n}", field, f"{name} {n}?", aspect) for n in (1, 2, 3)]
        first = Question(f"{name}-op", field, f"{name} chance?", aspect, "opportunity")
        alone = Question(f"{name}-private", field, f"{name} alone?", aspect, room="private")
        made += [*plain, first, alone]
    return tuple(made)


def make_wording(**lines):
    """Wording with the given plain lines, a question bank and a point for each topic."""
    return Wording(
        lines={key: (text,) for key, text in lines.items()},
        questions=make_bank(),
        openings=(Opening("Here is one about approvals.", "approvals that nobody owns"),),
        points={topic: f"the matter of {topic[1] or topic[0]}" for topic in TOPICS},
    )


def make_situation(conversation=None, heard=None, **changes):
    """A turn of Ana's in a shared room."""
    situation = Situation(
        text="It takes a week.",
        speaker=ANA,
        heard=heard or make_heard(),
        conversation=conversation or make_conversation(),
        fresh=(),
        replaced=(),
        wording=make_wording(),
        now=NOW,
        private=False,
        place="shared",
        readers="shared",
        operator="Northstar",
    )
    return replace(situation, **changes)


def make_rendition(facets=None, **changes):
    """A story as buyers read it."""
    rendition = Rendition(
        story_id="close",
        ref="s1",
        title="The close that was not finance's",
        who="a logistics group with nine plants",
        visibility=Visibility.PROSPECTS,
        facets=FACETS if facets is None else facets,
        outcome=Outcome.SUCCEEDED,
        industry="logistics",
    )
    return replace(rendition, **changes)


def make_told(facets=None, **changes):
    """A story that was found for a turn; `rendition` fields and `Told` fields may be changed."""
    own = {"facet", "score", "why", "secrets"}
    rendition = make_rendition(facets, **{k: v for k, v in changes.items() if k not in own})
    told = Told(rendition, Facet.PROBLEM, 0.8)
    return replace(told, **{k: v for k, v in changes.items() if k in own})


def make_fact(**changes):
    """A plain answer of the owner's."""
    return replace(
        Fact("price", "What does it cost?", "300 euros a month for each team."), **changes
    )


def make_view(**changes):
    """A point of view of the owner's."""
    view = View(
        "rule-first",
        "A tool on top of an unclear rule makes the unclear rule faster.",
        "Would much be left for a tool to do, once the rule is agreed?",
        about_for=("a tool was bought before anyone agreed who decides",),
        fields=(Field.WORKAROUNDS,),
    )
    return replace(view, **changes)


def make_reply(text="Noted.", move=MoveKind.ASK, stories=(), **changes):
    """A reply that goes out, with cards for these stories."""
    cards = tuple(
        StoryCard(t.rendition.story_id, t.rendition.ref, t.rendition.title, "prospects", "...")
        for t in stories
    )
    return replace(Reply(text, move, stories=cards), **changes)


def make_part(text, kind=PartKind.LINE, **changes):
    """A part of a draft."""
    return replace(Part(kind, text), **changes)


def make_story_part(text, told=None):
    """A sentence that is said to be a story's."""
    return Part(PartKind.STORY, text, (told or make_told()).rendition.story_id)


def make_draft(*parts):
    """A draft of parts; a plain string is a line that is not from our own files."""
    return Draft(tuple(make_part(p) if isinstance(p, str) else p for p in parts))


def make_bounds(*told, **changes):
    """What a draft is held against; nothing is product talk or personal data unless said."""
    bounds = Bounds(
        limit=500,
        question="",
        gate_open=False,
        asks=False,
        cleared={t.rendition.story_id: t.rendition.text for t in told},
        secrets=frozenset(name for t in told for name in t.secrets),
        supplied="",
        product_talk=lambda text: 0.0,
        personal_data=lambda text: [],
    )
    return replace(bounds, **changes)


MEASURED, GUESS = Certainty.MEASURED, Certainty.GUESS
