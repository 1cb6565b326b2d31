"""A rep before a meeting, and a story shown in a buyer's room at a rep's wish."""

import pytest

from bot.domain.audience import Place, Role
from bot.domain.events import Press
from bot.domain.moves import MoveKind
from bot.domain.story import Verdict
from bot.ports.turns import Outcome
from bot.use_cases.change_stories import Decision
from tests.dialogs.talk import Talk, keeps_its_manners

FORECAST = (
    ("Our forecast misses by 20 to 30 percent every quarter.", "Ana"),
    ("I don't think it is a problem, finance only wants certainty.", "Raj"),
    ("The argument takes two days a month.", "Ana"),
)


async def bought(app, account, lines=FORECAST):
    """Give a buyers' room in which something was said."""
    talk = Talk(app, Place.SHARED, account)
    for text, who in lines:
        await talk.says(text, who=who)
    return talk


def desk(app):
    """Give a rep's own room."""
    return Talk(app, Place.DM, "")


async def asks(talk, text):
    return await talk.says(text, who="Jo", role="rep")


def page_of(answer, kind):
    [page] = [a for a in answer.reply.attachments if a.kind == kind]
    return page.text


async def transcript(app, room):
    await app.respond.ring()
    for outgoing in await app.respond._ledger.outbox.waiting():
        await app.respond._ledger.outbox.mark_posted(outgoing.id, "seen")
    return await app.respond._ledger.conversations.transcript(f"{room.channel}:{room.id}")


async def test_a_rep_is_prepared_from_what_was_said_where_reps_read_along(app):
    await bought(app, "Aldermoor")
    answer = await asks(desk(app), "prep for Thursday with Aldermoor")
    assert answer.reply.move is MoveKind.PREPARE
    assert len(answer.reply.text) <= 500
    page = page_of(answer, "prep")
    assert "20 to 30 percent" in page
    assert "Ana, 2 March 2026" in page
    assert "Not said yet" in page
    assert "Questions that could help them" in page
    assert answer.reply.question is None


async def test_what_a_buyer_said_in_private_is_not_in_it(app):
    await bought(app, "Brackwater")
    alone = Talk(app, Place.DM, "Brackwater")
    await alone.says("Our planning director never reads the forecast at all.", who="Ana")
    assert alone.brief.standing()
    page = page_of(await asks(desk(app), "/prep brackwater"), "prep")
    assert "never reads" not in page


async def test_another_accounts_words_are_not_in_it(app):
    await bought(app, "Cinderford")
    await bought(app, "Dunlevy", [("Our returns double each spring and nobody knows why.", "Zoe")])
    page = page_of(await asks(desk(app), "prepare me for the meeting with Cinderford"), "prep")
    assert "returns" not in page
    assert "Zoe" not in page


async def test_an_account_that_is_not_there_is_said_plainly_with_those_that_are(app):
    await bought(app, "Eastmere")
    answer = await asks(desk(app), "prep for the call with Nowhere Ltd")
    assert answer.reply.attachments == ()
    assert "Nowhere Ltd" in answer.reply.text
    assert "Eastmere" in answer.reply.text


async def test_a_room_where_nothing_was_said_gives_no_page(app):
    await bought(app, "Fennick", [("hello", "Ana")])
    answer = await asks(desk(app), "prep Fennick")
    assert answer.reply.attachments == ()
    assert answer.trace.move.line == "prep_nothing"


@pytest.mark.parametrize("place", [Place.SHARED, Place.INTERNAL])
async def test_whoever_is_no_rep_is_not_prepared(app, place):
    await bought(app, "Garrick")
    answer = await Talk(app, place, "Garrick").says("prep for Thursday with Garrick", who="Kim")
    assert not [a for a in answer.reply.attachments if a.kind == "prep"]
    assert "20 to 30" not in answer.reply.text


async def test_where_the_buyer_reads_along_a_rep_is_sent_to_their_own_room(app):
    await bought(app, "Harrow")
    answer = await asks(Talk(app, Place.SHARED, "Harrow"), "prep for Thursday with Harrow")
    assert answer.trace.move.line == "rep_shared_room_notice"
    assert answer.reply.attachments == ()


async def test_a_story_about_preparing_is_still_found(app):
    answer = await asks(desk(app), "what should we know about month end closes that are late")
    assert answer.reply.move is MoveKind.FIND


async def test_a_shared_story_is_seen_first_and_posted_on_a_yes(app):
    room = await bought(app, "Ilkeston")
    mine = desk(app)
    seen = await asks(mine, "share fifty-tubes in ilkeston")
    assert [s.id for s in seen.reply.suggestions] == ["post", "no"]
    preview = page_of(seen, "share")
    assert "A biotech lab with 60 people" in preview
    assert "Nidora" not in preview
    before = await transcript(app, room.room)
    assert MoveKind.SHARE not in [line.reply.move for line in before if line.reply]
    done = await asks(mine, "yes")
    assert done.trace.move.line == "share_sent"
    after = await transcript(app, room.room)
    [posted] = [line.reply for line in after if line.reply and line.reply.move is MoveKind.SHARE]
    assert [card.id for card in posted.stories] == ["fifty-tubes"]
    told = posted.text.partition(":")[2].strip()
    assert told in " ".join(preview.replace("> ", "").split())
    keeps_its_manners(room)


async def test_a_shared_story_counts_as_told_and_the_talk_goes_on(app):
    room = await bought(app, "Jarrow")
    mine = desk(app)
    await asks(mine, "share fifty-tubes in Jarrow")
    await asks(mine, "yes")
    await transcript(app, room.room)
    assert (await asks(mine, "share fifty-tubes in Jarrow")).trace.move.line == "share_shown"
    answer = await room.says("It takes three people two days.", who="Ana")
    assert "fifty-tubes" in answer.trace.conversation.told_ids


async def test_what_is_not_cleared_for_the_room_is_not_shown_there_and_why(app):
    await bought(app, "Kelso")
    answer = await asks(desk(app), "share forecast-as-a-queue in Kelso")
    assert answer.trace.move.line == "share_internal"
    assert answer.reply.attachments == ()
    assert answer.reply.suggestions == ()


async def test_a_no_or_anything_else_drops_it(app):
    room = await bought(app, "Larne")
    for reply in ("no", "did others have late closes"):
        mine = desk(app)
        await asks(mine, "share fifty-tubes in larne")
        await asks(mine, reply)
        await asks(mine, "yes")
        lines = await transcript(app, room.room)
        assert MoveKind.SHARE not in [line.reply.move for line in lines if line.reply]


async def test_only_who_asked_can_say_yes(app):
    await bought(app, "Mardale")
    team = Talk(app, Place.INTERNAL, "")
    await team.says("share fifty-tubes in mardale", who="Jo", role="rep")
    answer = await team.says("yes", who="Kim", role="rep")
    assert answer.trace.move.line != "share_sent"


async def test_a_story_that_was_recalled_in_the_meantime_is_not_posted(app):
    room = await bought(app, "Norfold")
    mine = desk(app)
    await asks(mine, "share not-at-christmas in norfold")
    await asks(mine, "yes")
    decision = Decision("not-at-christmas", by="owner", why="the customer asked", role=Role.OWNER)
    await app.change.rule(decision, Verdict.RECALLED)
    try:
        lines = await transcript(app, room.room)
    finally:
        await app.change.rule(decision, Verdict.APPROVED)
    assert MoveKind.SHARE not in [line.reply.move for line in lines if line.reply]


async def test_a_pressed_yes_is_a_yes(app):
    room = await bought(app, "Ormskirk")
    mine = desk(app)
    await asks(mine, "share fifty-tubes in ormskirk")
    answer = await mine.presses(Press.SUGGESTION, "post", who="Jo", role="rep")
    assert answer.trace.move.line == "share_sent"
    assert answer.outcome is Outcome.REPLIED
    lines = await transcript(app, room.room)
    assert MoveKind.SHARE in [line.reply.move for line in lines if line.reply]


@pytest.mark.parametrize("words", ["help", "Help me", "what can you do?", "?"])
async def test_a_rep_who_asks_for_help_reads_what_can_be_written(app, words):
    answer = await asks(desk(app), words)
    text = answer.reply.text
    assert all(command in text for command in ("prep", "share", "requests", "tell a story"))
    assert "review" not in text
    assert not answer.reply.stories


async def test_an_owner_reads_what_owners_can_write(app):
    answer = await desk(app).says("help", who="Mia", role="owner")
    assert all(command in answer.reply.text for command in ("prep", "review", "gaps"))
