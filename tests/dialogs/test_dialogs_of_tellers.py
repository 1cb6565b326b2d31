"""A story is told in a chat: eight questions, one at a time, and a draft at the end."""

import pytest

from bot.domain.audience import Place, Role
from bot.domain.events import Action, Press
from bot.domain.plain import questions_in
from bot.domain.story import Status, Verdict
from bot.ports.library import StoryFilter
from bot.use_cases.change_stories import Decision
from tests.dialogs.talk import Talk, speaker

ANSWERS = (
    "A maker of blinds sent a tenth of its orders in the wrong width; the fitters saw it first.",
    "They printed the width larger on the order. It did not help, as the tape was what was wrong.",
    "The workshop blamed the office for a year, until the two measured one window together.",
    "The tape in the van had lost its first centimetre, and nobody had thought to look at it.",
    "It fell from a tenth to one in ninety. The old orders were never made good, that stayed.",
    "Not for anyone who measures with a laser; they had eleven vans and a tape in each of them.",
    "Lay the tapes of all vans side by side on one table and look at the first centimetre.",
    "none",
)
FACTS = ("The tape in the van", "partly", "Marlow Blinds", "a maker of blinds", "blinds", "80")


class Told(Talk):
    async def hears(self, text, who="Dana", role=None):
        return (await self.says(text, who, role)).reply

    async def deletes(self, n, who="Dana"):
        first = f"{self.room.id}:{n}"
        event = Action(
            key=f"{first}:deleted",
            room=self.room,
            speaker=speaker(who),
            at=self.now,
            press=Press.UNSAID,
            target=first,
        )
        return (await self._send(event)).reply


@pytest.fixture
def alone(app):
    return Told(app, Place.DM)


@pytest.fixture
async def mine(app):
    """Takes away what a test has left."""
    yield
    for stored in await app.stories.all(StoryFilter()):
        if stored.story.title == FACTS[0] and stored.story.status is Status.DRAFT:
            decision = Decision(stored.story.id, "test", "over", Role.OWNER)
            await app.change.rule(decision, Verdict.RETIRED)


async def left_in(app):
    records = await app.stories.all(StoryFilter())
    return [s for s in records if s.story.title == FACTS[0] and s.story.status is Status.DRAFT]


async def begun(talk):
    """A customer who has said yes to what is kept."""
    asked = await talk.hears("tell a story")
    assert "yes or no" in asked.text
    return await talk.hears("yes")


async def all_answered(talk, who="Dana", role=None):
    # a text that was taken back stays out, also under another id: each teller has their own
    await talk.hears(f"{ANSWERS[0]} {who} was there.", who, role)
    for answer in ANSWERS[1:]:
        await talk.hears(answer, who, role)
    for fact in FACTS:
        reply = await talk.hears(fact, who, role)
    return reply


async def test_a_customer_is_asked_nothing_before_a_plain_yes(app, alone):
    told = await alone.hears("I want to tell a story.")
    assert "draft" in told.text
    assert "withdraw" in told.text
    assert [s.label for s in told.suggestions] == ["Yes", "No"]
    again = await alone.hears("we had trouble with a tape in a van")
    assert again.text == "Shall we begin? Write yes or no."
    left = await alone.hears("no")
    assert "Nothing was kept" in left.text
    assert (await alone.hears("hello")).move != "interview"


async def test_a_customer_tells_sees_all_of_it_and_leaves_a_draft(app, alone, mine):
    await begun(alone)
    first = await alone.hears("yes")  # may it be told to others without the name
    assert "role" in first.text
    question = await alone.hears("head of fitting")
    assert question.text.endswith(
        "1 of 8. What happened to you, and who felt it? Say how it was first noticed, and by whom."
    )
    shown = await all_answered(alone)
    [page] = shown.attachments
    assert all(answer in page.text for answer in (*ANSWERS[:7], "Marlow Blinds"))
    assert await left_in(app) == []
    await alone.hears("2")
    await alone.hears("The blinds were wrong by a centimetre, always on the same side of the van.")
    done = await alone.hears("yes")
    assert "withdraw" in done.text
    assert done.attachments == ()  # a review is for those who look after stories
    [stored] = await left_in(app)
    assert stored.story.told_by == "customer"
    assert stored.story.consent.scope == "anonymised"
    assert stored.story.visibility == "internal"
    back = await alone.hears("withdraw my story")
    assert "Taken back" in back.text
    assert await left_in(app) == []


async def test_every_reply_asks_at_most_one_question_and_is_short(alone):
    await begun(alone)
    await alone.hears("no")
    await all_answered(alone)
    for answer in alone.answers:
        assert questions_in(answer.reply.text) <= 2  # one question may name two sides
        assert len(answer.reply.text) <= 700


async def test_skip_back_and_stop_and_going_on_another_day(alone):
    await begun(alone)
    await alone.hears("no")
    second = await alone.hears("skip")
    assert "2 of 8" in second.text
    assert "1 of 8" in (await alone.hears("back")).text
    assert "2 of 8" in (await alone.hears(ANSWERS[0])).text
    assert "Kept" in (await alone.hears("stop")).text
    other = await alone.hears("what does it cost?")
    assert other.move != "interview"
    alone.later(days=3)
    again = await alone.hears("tell a story")
    assert "2 of 8" in again.text


async def test_nothing_of_it_enters_the_notes(alone):
    await begun(alone)
    await alone.hears("no")
    await alone.hears(ANSWERS[0])
    assert alone.brief.entries == ()


async def test_an_answer_that_is_edited_or_deleted_is_changed(alone):
    await begun(alone)
    await alone.hears("no")
    n = len(alone.answers)
    await alone.hears(ANSWERS[0])
    await alone.edits(n, "A maker of blinds sent one order in ten in the wrong width.", "Dana")
    telling = alone.answers[-1].trace.conversation.telling
    assert telling.interview.answers["happened"].startswith("A maker of blinds sent one order")
    gone = await alone.deletes(n)
    assert "taken out" in gone.text
    assert "happened" not in alone.answers[-1].trace.conversation.telling.interview.answers


async def test_what_is_withdrawn_on_the_way_is_not_kept(app, alone):
    await begun(alone)
    await alone.hears("no")
    await alone.hears(ANSWERS[0])
    gone = await alone.hears("withdraw")
    assert "no answer is kept" in gone.text
    assert alone.answers[-1].trace.conversation.telling.interview is None
    assert await left_in(app) == []


async def test_in_a_shared_room_nobody_is_interviewed(app):
    room = Told(app, Place.SHARED)
    for who, role in (("Dana", None), ("Jo", "rep")):
        reply = await room.hears("tell a story", who, role)
        assert "in private" in reply.text


async def test_a_rep_is_interviewed_and_gets_the_review(app, mine):
    desk = Told(app, Place.INTERNAL, "")
    first = await desk.hears("tell a story", "Jo", "rep")
    assert "1 of 8" in first.text
    # somebody else in the room is answered as ever
    other = await desk.hears("stories about returns", "Kim", "rep")
    assert other.move != "interview"
    await all_answered(desk, "Jo", "rep")
    await desk.hears("no", "Jo", "rep")
    done = await desk.hears("yes", "Jo", "rep")
    assert done.attachments[0].kind == "review"
    assert done.suggestions == ()
    [stored] = await left_in(app)
    assert stored.story.owner == speaker("Jo", "rep").id


async def test_an_owner_decides_on_it_at_once(app, mine):
    desk = Told(app, Place.DM, "")
    await desk.hears("tell a story", "Sam", "owner")
    await all_answered(desk, "Sam", "owner")
    await desk.hears("no", "Sam", "owner")
    done = await desk.hears("yes", "Sam", "owner")
    assert [s.label for s in done.suggestions] == ["Approve", "Needs work", "Who may see it"]
