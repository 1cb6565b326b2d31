"""The audience is whoever can read the reply, not whoever asked."""

import pytest

from bot.domain.audience import Place
from bot.domain.events import Press
from bot.domain.moves import MoveKind
from bot.ports.library import StoryFilter
from tests.dialogs.talk import Talk

# Each of these finds an internal story first, if the one who asks may see it.
INTERNAL_QUESTIONS = (
    "sales inflates the forecast to hold places in the factory",
    "escalations are solved for those who know an engineer, not by priority",
    "pharmacies hide boxes in a drawer because central ordering takes them away",
    "three price lists for the same sheet of steel",
)
OUTSIDE_SEATS = (
    ("a prospect in a shared channel", Place.SHARED, None, None),
    ("a prospect in private", Place.DM, None, None),
    ("a rep typing where the customer reads", Place.SHARED, "rep", None),
    ("an owner typing where the customer reads", Place.SHARED, "owner", None),
    ("an insider without a role", Place.INTERNAL, None, True),
    ("someone unknown in an internal room", Place.INTERNAL, None, False),
    ("a rep's name without the platform's word for it", Place.DM, "rep", False),
    ("anyone in a room of unknown kind", None, "rep", None),
    ("a visitor of the public shelf", Place.PUBLIC, None, None),
)
SEATS = pytest.mark.parametrize(
    ("place", "role", "insider"), [s[1:] for s in OUTSIDE_SEATS], ids=[s[0] for s in OUTSIDE_SEATS]
)


async def internal_words(app):
    """Give what only insiders may read: internal stories' titles and customers."""
    records = await app.stories.all(StoryFilter())
    hidden = [s.story for s in records if s.story.effective_visibility == "internal"]
    assert len(hidden) >= 5  # a draft that another test left is hidden as well
    return [w for s in hidden for w in (s.id, s.title, s.customer) if w]


def shown(answer):
    reply = answer.reply
    cards = [f"{c.id} {c.title} {c.text} {c.why}" for c in reply.stories]
    return " ".join([reply.text, reply.small_print, *cards, *(a.text for a in reply.attachments)])


@pytest.mark.parametrize("question", INTERNAL_QUESTIONS)
async def test_rep_in_private_sees_internal_stories(app, question):
    answer = await Talk(app, Place.DM).says(question, who="Jo", role="rep")
    assert answer.reply.move is MoveKind.FIND
    assert "internal" in [card.badge for card in answer.reply.stories]


@SEATS
async def test_nobody_else_sees_them(app, place, role, insider):
    hidden = await internal_words(app)
    talk = Talk(app, place)
    for question in INTERNAL_QUESTIONS:
        answer = await talk.says(question, who="Jo", role=role, insider=insider)
        assert not [w for w in hidden if w in shown(answer)]


@SEATS
async def test_an_index_that_ignores_clearance_changes_nothing(faulty, place, role, insider):
    hidden = await internal_words(faulty)
    talk = Talk(faulty, place)
    for question in INTERNAL_QUESTIONS:
        answer = await talk.says(question, who="Jo", role=role, insider=insider)
        assert not [w for w in hidden if w in shown(answer)]
        assert all(card.visibility != "internal" for card in answer.reply.stories)


async def test_anonymised_customers_stay_unnamed(app, faulty):
    """The name behind a story is not in what outsiders read, whatever the index gives."""
    stories = [s.story for s in await app.stories.all(StoryFilter())]
    names = [s.customer for s in stories if s.visibility == "prospects"]
    talk = Talk(faulty, Place.DM)
    for story in stories:
        answer = await talk.says(f"did others have this: {story.title}")
        assert not [n for n in names if n in shown(answer)]


async def test_public_shelf_shows_public_stories_only(app):
    talk = Talk(app, Place.PUBLIC, account="")
    for question in (*INTERNAL_QUESTIONS, "our returns are too many", "month end is late"):
        answer = await talk.says(question, who="visitor")
        assert all(card.visibility == "public" for card in answer.reply.stories)


async def test_story_opened_by_an_id_that_was_guessed_stays_closed(app, shared):
    internal = next(
        s for s in await app.stories.all(StoryFilter()) if s.story.visibility == "internal"
    )
    answer = await shared.presses(Press.READ_STORY, internal.ref)
    assert answer.reply.attachments == ()
    assert internal.story.title not in shown(answer)


async def test_nobody_reads_what_another_said_in_private(app):
    talk = Talk(app, Place.DM)
    answer = await talk.says("We lose two days a week to returns nobody can explain.", who="Tom")
    assert answer.trace.conversation.brief.visible_to("test:tom").standing()
    assert not answer.trace.conversation.brief.visible_to("test:ana").standing()
