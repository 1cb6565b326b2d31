"""Looking at a reply: what in it is product talk, a quotation, or from no known source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.bootstrap import App
from bot.cli.bench.counting import Played
from bot.cli.bench.sources import Heard, Sources, said_in, without_facts
from bot.cli.player import Answered, Spoken
from bot.domain.audience import Place
from bot.domain.guard import PRODUCT_TALK
from bot.domain.moves import Move, MoveKind
from bot.domain.passages import indexed_rendition
from bot.domain.reply import Reply
from bot.domain.story import Facet
from bot.domain.text import statements
from bot.ports.library import StoryFilter
from bot.use_cases.say import Detectors

LIMITS = {Place.SHARED: 500, Place.DM: 700}  # characters of a reply

# An answer to what was asked is something given.
_ANSWERS = frozenset(
    {
        MoveKind.ANSWER_PLAINLY,
        MoveKind.EXPLAIN_PRIVACY,
        MoveKind.HAND_OVER,
        MoveKind.OPEN_PRODUCT,
        MoveKind.RECOMMEND,
        MoveKind.SUGGEST_CHECK,
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """Looks with the bot's own detector, our files and the product notes of all stories."""

    sources: Sources
    notes: Sequence[str]
    product_score: Callable[[str], float]

    def at(self, spoken: Spoken, n: int, answered: Answered, heard: Heard) -> Played:
        """Give the turn as it is counted; `heard` is what was said up to the reply."""
        reply, trace = answered.reply, answered.trace
        bare = self.sources.without_quotes(reply.text, heard)
        return Played(
            conversation=_named(spoken),
            n=n,
            limit=LIMITS[spoken.place],
            reply=reply,
            progress=trace.conversation.progress,
            gate_open=trace.conversation.gate_open,
            gave=_gave(reply, trace.move),
            quoted=bare != reply.text,
            told=heard.fields,
            pitch=self._pitch(bare, reply, trace.move),
            strays=self.sources.strays(reply.text, trace.move, heard),
            ms=answered.ms,
        )

    def _pitch(self, bare: str, reply: Reply, move: Move) -> list[str]:
        """Give what is product talk by the detector, or stands in product notes."""
        texts = [without_facts(bare, move), *(card.text for card in reply.stories)]
        found = [
            statement
            for text in texts
            for statement in statements(text)
            if self.product_score(statement) >= PRODUCT_TALK
        ]
        noted = [statement for text in texts for statement in said_in(text, self.notes)]
        return list(dict.fromkeys([*found, *noted]))


async def look_over(app: App) -> Look:
    """Make a look for all stories that are held."""
    records = await app.stories.all(StoryFilter())
    facets = [indexed_rendition(stored).facets for stored in records]
    notes = [f[Facet.PRODUCT_NOTES] for f in facets if Facet.PRODUCT_NOTES in f]
    detectors = Detectors(app.product_talk, app.personal_data)
    return Look(Sources(app.wording), notes, detectors.product_score)


def _gave(reply: Reply, move: Move) -> bool:
    """Say whether a reply holds more than what was heard and a question."""
    held = (reply.stories, reply.attachments, move.points, move.evidence)
    return any(held) or move.fact is not None or move.view is not None or move.kind in _ANSWERS


def _named(spoken: Spoken) -> str:
    """Name the conversation of a room; in private each speaker has one."""
    private = spoken.place is Place.DM
    return f"{spoken.conversation} ({spoken.speaker})" if private else spoken.conversation
