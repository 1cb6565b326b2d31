"""Messages that several people wrote within seconds: which of them one reply can answer."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.audience import Place, Role, acting_role
from bot.domain.events import Addressee, InboundEvent, Message
from bot.domain.heard import Assent, Cue, Heard, Intent

WITHIN = timedelta(seconds=8)  # also the longest that the first of a burst is held back

# What only the one who said it can be answered on.
_OWN_INTENTS = (Intent.CORRECT, Intent.ASK_SUMMARY)
_OWN_CUES = (Cue.FORGET, Cue.REMIND, Cue.STOP, Cue.CANCEL, Cue.REPEAT, Cue.GO_BACK, Cue.CLARIFY)
# What is answered by itself, whoever said it.
_APART = (Cue.NAMES_ANOTHER, Cue.NO_MODEL)


def arrived_with(first: InboundEvent, later: Sequence[InboundEvent]) -> tuple[bool, ...]:
    """Say of each event that waits behind the first whether it may be answered with it.

    Messages that buyers wrote to the bot, within seconds; a pressed button ends the row.
    """
    row = _to_us(first)
    found: list[bool] = []
    for event in later:
        row = row and isinstance(event, Message) and abs(event.at - first.at) <= WITHIN
        found.append(row and _to_us(event))
    return tuple(found)


def may_go_on(event: InboundEvent) -> bool:
    """Say whether more may follow at once: what a buyer writes where several people read.

    Alone with the bot everyone is answered without a wait.
    """
    return _to_us(event) and event.room.place is not Place.DM


def _to_us(event: InboundEvent) -> bool:
    written = isinstance(event, Message) and event.to is Addressee.BOT and not event.revises
    return written and acting_role(event.speaker, event.room) is Role.PROSPECT


def goes_with(one: Heard, other: Heard, *, same_person: bool) -> bool:
    """Say whether one reply can answer both."""
    alike = one.language == other.language
    apart = any(h.wants(Intent.ADVERSARIAL) or h.has(*_APART) for h in (one, other))
    return alike and not apart and (same_person or not (_own(one) or _own(other)))


def _own(heard: Heard) -> bool:
    answers = heard.assent is not Assent.NONE
    return answers or heard.wants(*_OWN_INTENTS) or heard.has(*_OWN_CUES)


def heard_together(heard: Sequence[Heard]) -> Heard:
    """Give what several messages say as one. A single word beside others is none by itself."""
    if len(heard) == 1:
        return heard[0]
    cues = frozenset(cue for h in heard for cue in h.cues)
    alone = all(h.has(Cue.ONE_WORD) for h in heard)
    return Heard(
        intents=frozenset(intent for h in heard for intent in h.intents),
        entries=tuple(entry for h in heard for entry in h.entries),
        assent=next((h.assent for h in heard if h.assent is not Assent.NONE), Assent.NONE),
        cues=cues if alone else cues - {Cue.ONE_WORD},
        language=heard[0].language,
        forget_span=next((h.forget_span for h in heard if h.forget_span), ""),
        when=next((h.when for h in heard if h.when), None),
    )
