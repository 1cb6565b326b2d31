"""Telling a story in two or three of its own sentences."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain.moves import Told
from bot.domain.plain import questions_in, without_question_marks
from bot.domain.reply import StoryCard
from bot.domain.story import Facet, Outcome, Rendition
from bot.domain.text import clip, sentences

CARD_CHARACTERS = 280
CLAUSE_CHARACTERS = 140
_SPEECH = ('"', "\u201c", "\u201e", "\u00ab")
OPENING = 4  # sentences of a facet that are looked at for telling

# What is told first where there is room for little: who was stuck on what, and how it ended.
_ARC = (
    Facet.PROBLEM,
    Facet.OUTCOME,
    Facet.ATTEMPTS,
    Facet.TURNING_POINT,
    Facet.SITUATION,
    Facet.UNSORTED,
)

# What comes before what; the rest follow as the facets are listed.
_EVENTS = (
    Facet.SITUATION,
    Facet.UNSORTED,
    Facet.PROBLEM,
    Facet.NOTICED,
    Facet.ATTEMPTS,
    Facet.FOUND_OUT,
)

ENDED = {
    Outcome.SUCCEEDED: "It worked.",
    Outcome.PARTLY: "It worked in part.",
    Outcome.FAILED: "It failed.",
    Outcome.STOPPED: "They decided not to change.",
    Outcome.ONGOING: "Not finished yet.",
}


Tellable = Callable[[str], bool]


def tell(told: Told, wanted: Sequence[Facet], limit: int, tellable: Tellable) -> list[str]:
    """Give the sentences that tell this story within `limit` characters, in the order of events.

    What its owner wrote to be told is told, from its beginning. Else the facet that the moment
    calls for is told for sure, and whom the story is not for if that is wanted; the arc of the
    story fills the room.
    """
    rendition = told.rendition
    short = sentences(rendition.facets.get(Facet.IN_SHORT, ""))
    if short and all(map(tellable, short)) and Facet.NOT_FOR not in wanted:
        return _beginning(short, limit)
    lead = next((f for f in (*wanted, told.facet) if rendition.facets.get(f)), None)
    chosen: dict[Facet, list[str]] = {}
    room = limit
    also = (Facet.NOT_FOR,) if Facet.NOT_FOR in wanted else ()
    for facet, sentence in _candidates(rendition, (lead, *also), tellable):
        if len(sentence) + 1 <= room and sum(map(len, chosen.values())) < 3:  # noqa: PLR2004
            chosen.setdefault(facet, []).append(sentence)
            room -= len(sentence) + 1
    return [s for facet in dict.fromkeys((*_EVENTS, *Facet)) for s in chosen.get(facet, [])]


def tell_on(told: Told, wanted: Sequence[Facet], limit: int, tellable: Tellable) -> list[str]:
    """Give up to three more sentences of a story, of the first facet that has any left to tell."""
    for facet in wanted:
        kept = _beginning(
            [s for s in statements_of(told.rendition.facets.get(facet, "")) if tellable(s)][:3],
            limit,
        )
        if kept:
            return kept
    return []


def _beginning(told: Sequence[str], limit: int) -> list[str]:
    """Give as many sentences from the start as there is room for; the card has the rest."""
    kept: list[str] = []
    for sentence in told:
        if len(" ".join([*kept, sentence])) > limit:
            break
        kept.append(sentence)
    return kept


def _candidates(
    rendition: Rendition, leads: Sequence[Facet | None], tellable: Tellable
) -> Iterator[tuple[Facet, str]]:
    """Give the opening sentence of each facet, those of the leads first, then the arc's."""
    for facet in dict.fromkeys((*leads, *_ARC)):
        if facet is None or facet is Facet.PRODUCT_NOTES:
            continue
        statements = statements_of(rendition.facets.get(facet, ""))[:OPENING]
        first = next((s for s in statements if tellable(s)), None)
        if first is not None:
            yield facet, first


def statements_of(text: str) -> list[str]:
    """Give a facet's sentences that ask nothing, announce nothing and stand on their own feet.

    What somebody said needs the sentence before it.
    """
    found = (s for s in sentences(text) if not questions_in(s) and not s.endswith(":"))
    return [s for s in found if not s.startswith(_SPEECH)]


def wished_questions(told: Sequence[Told], count: int) -> list[tuple[str, str]]:
    """Give what others wished they had asked, as (story id, sentence) without question marks."""
    found = [
        (t.rendition.story_id, without_question_marks(sentence))
        for t in told
        for sentence in sentences(t.rendition.facets.get(Facet.QUESTIONS, ""))
    ]
    return found[:count]


def product_notes(told: Sequence[Told]) -> list[tuple[str, str]]:
    """Give each story's first product sentence, as (story id, sentence); behind the gate only."""
    firsts = [
        (t.rendition.story_id, sentences(t.rendition.facets.get(Facet.PRODUCT_NOTES, "")))
        for t in told
    ]
    return [(story_id, found[0]) for story_id, found in firsts if found]


def card(told: Told, wanted: Sequence[Facet], tellable: Tellable, *, insider: bool) -> StoryCard:
    """Make the card of a story: what the reader sees before opening it."""
    rendition = told.rendition
    facet = next((f for f in (*wanted, told.facet) if rendition.facets.get(f)), told.facet)
    opening = sentences(rendition.facets.get(facet, ""))[:OPENING]
    body = clip(" ".join(filter(tellable, opening)), CARD_CHARACTERS)
    badge = ""
    if insider:
        badge = "held" if rendition.held else str(rendition.visibility)
    return StoryCard(
        id=rendition.story_id,
        ref=rendition.ref,
        title=rendition.title,
        visibility=str(rendition.visibility),
        text=f"{rendition.who[:1].upper()}{rendition.who[1:]}. {body}",
        outcome=str(rendition.outcome or ""),
        why=told.why,
        badge=badge,
    )


def difference(told: Told) -> str:
    """Say what the nearest story is about, where it does not fit."""
    rendition = told.rendition
    text = rendition.facets.get(Facet.PROBLEM) or rendition.facets.get(told.facet, "")
    about = next(map(_clause, statements_of(text)), "")
    who = f"{rendition.who}, {told.differs}" if told.differs else rendition.who
    return f"it is about {who}. {about}".rstrip(". ")


def _clause(sentence: str) -> str:
    """Shorten a sentence at a comma; one that has none far enough in is left out."""
    if len(sentence) <= CLAUSE_CHARACTERS:
        return sentence
    clause, comma, _ = sentence[:CLAUSE_CHARACTERS].rpartition(", ")
    return clause if comma and len(clause) > CLAUSE_CHARACTERS // 2 else ""


def full_text(rendition: Rendition) -> str:
    """Write a story out whole as Markdown, facet by facet."""
    lines = [f"# {rendition.title}", "", rendition.who[:1].upper() + rendition.who[1:] + ".", ""]
    for facet, text in shown_facets(rendition):
        lines += [f"## {FACET_HEADINGS[facet]}", "", text, ""]
    if rendition.attribution:
        lines += [f"Source: {rendition.attribution}", ""]
    return "\n".join(lines)


def shown_facets(rendition: Rendition) -> list[tuple[Facet, str]]:
    """Give what a page of the whole story shows: in its own order where that is known."""
    facets = rendition.facets
    whole = (Facet.AS_TOLD, Facet.PRODUCT_NOTES) if Facet.AS_TOLD in facets else tuple(Facet)
    return [(facet, facets[facet]) for facet in whole if facet in facets]


FACET_HEADINGS: dict[Facet, str] = {
    Facet.IN_SHORT: "In short",
    Facet.SITUATION: "Situation",
    Facet.PROBLEM: "Problem",
    Facet.NOTICED: "How it was noticed",
    Facet.FOUND_OUT: "How they found out",
    Facet.ATTEMPTS: "What they tried",
    Facet.TURNING_POINT: "What turned it",
    Facet.PEOPLE: "People",
    Facet.MISSING: "Who was missing",
    Facet.FEARED: "What they feared",
    Facet.DECIDED: "How they decided",
    Facet.OUTCOME: "Outcome",
    Facet.LESSONS: "Lessons",
    Facet.QUESTIONS: "Questions they wish they had asked",
    Facet.NOT_FOR: "Not for",
    Facet.LATER: "A year on",
    Facet.UNSORTED: "The story",
    Facet.AS_TOLD: "As told",
    Facet.PRODUCT_NOTES: "Product notes",
}
