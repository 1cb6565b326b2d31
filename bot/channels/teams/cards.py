"""Adaptive Cards: stories, pages of text, and buttons. What a button carries is ids alone."""

from collections.abc import Iterable, Sequence

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    Container,
    ExecuteAction,
    RichTextBlock,
    ShowCardAction,
    SubmitAction,
    TextInput,
    TextRun,
)

from bot.channels.blocks import Block, blocks
from bot.channels.teams.markup import bare
from bot.domain.events import Press
from bot.domain.reply import StoryCard, Suggestion
from bot.domain.story import Outcome
from bot.domain.story_choices import Choice, pressed_choice
from bot.domain.telling import ENDED

PRESS = "press"  # the verb of all our buttons
VERSION = "1.5"
PAGE = 6_000  # characters of one card
LONGEST_NOTE = 2_000  # characters
KEEP_NOTE = "Keep the note"
FORMATS = (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown"))
BADGES = {
    "internal": "Internal",
    "held": "Held back, internal",
    "prospects": "For buyers, unnamed",
    "public": "Public",
}


def card_of(items: Sequence[CardElement], actions: Sequence[Action] = ()) -> AdaptiveCard:
    """Make a card."""
    return AdaptiveCard(version=VERSION, body=list(items), actions=list(actions) or None)


def press(title: str, what: Press, target: str = "") -> ExecuteAction:
    """Make a button that is pressed."""
    return ExecuteAction(title=title, verb=PRESS, data={"press": str(what), "target": target})


def opens(title: str, what: str, target: str = "") -> SubmitAction:
    """Make a button that opens a dialog."""
    data = {"msteams": {"type": "task/fetch"}, "open": what, "target": target}
    return SubmitAction(title=title, data=data)


def takes(kind: str, name: str) -> ExecuteAction:
    """Make a button that gives the notes as a file."""
    return ExecuteAction(title=name, verb=PRESS, data={"take": kind})


def words(text: str, *, strong: bool = False, subtle: bool = False) -> RichTextBlock:
    """Write words as they are."""
    run = TextRun(
        text=bare(text),
        weight="Bolder" if strong else None,
        is_subtle=subtle or None,
        size="Small" if subtle else None,
    )
    return RichTextBlock(inlines=[run])


def story(card: StoryCard, *, for_buyers: bool) -> Container:
    """Show a story, with what can be done about it."""
    items: list[CardElement] = [words(card.title, strong=True)]
    if card.text:
        items.append(words(card.text))
    if card.why:
        items.append(words(f"Why it came up: {card.why}", subtle=True))
    if facts := [ended(card.outcome), "" if for_buyers else BADGES.get(card.badge, "")]:
        items += [words(" · ".join(filter(None, facts)), subtle=True)] if any(facts) else []
    actions: list[Action] = [opens("Read it", "story", card.ref)]
    if for_buyers:
        actions.append(press("Not like us", Press.NOT_LIKE_US, card.ref))
    return Container(style="emphasis", items=[*items, ActionSet(actions=actions)])


def ended(outcome: str) -> str:
    """Say how a story ended; "" where it is not known."""
    return ENDED[Outcome(outcome)] if outcome in set(Outcome) else ""


def answers(suggestions: Iterable[Suggestion]) -> list[Action]:
    """Make buttons of the answers that can be picked; each can be typed as well.

    Where there is something to choose or to write, the button unfolds it.
    """
    return [_answer(suggestion) for suggestion in suggestions]


def _answer(suggestion: Suggestion) -> Action:
    chosen = pressed_choice(suggestion.id)
    pressed = press(suggestion.label, Press.SUGGESTION, suggestion.id)
    if suggestion.choices:
        inside = card_of([], answers(suggestion.choices))
    elif chosen is not None and chosen.choice is Choice.NEEDS_WORK:
        keep = pressed.model_copy(update={"title": KEEP_NOTE})
        inside = card_of([_note()], [keep])
    else:
        return pressed
    return ShowCardAction(title=suggestion.label, card=inside)


def _note() -> TextInput:
    return TextInput(
        id="words",
        label="What is to be mended",
        max_length=LONGEST_NOTE,
        is_multiline=True,
        is_required=True,
        error_message="Say what is to be mended.",
    )


def pages(text: str) -> list[list[CardElement]]:
    """Write out a long text, in as many pieces as it takes."""
    pieces: list[list[CardElement]] = [[]]
    room = PAGE
    for block in blocks(text):
        for line in _lines(block):
            if len(line) > room and pieces[-1]:
                pieces.append([])
                room = PAGE
            pieces[-1].append(words(line, strong=block.kind == "h"))
            room -= len(line)
    return [piece for piece in pieces if piece]


def _lines(block: Block) -> Iterable[str]:
    """Cut what is longer than a card can be; a point of a list keeps its mark."""
    mark = "• " if block.kind == "ul" else ""
    for line in block.lines:
        whole = f"{mark}{line}"
        yield from (whole[n : n + PAGE] for n in range(0, len(whole), PAGE))
