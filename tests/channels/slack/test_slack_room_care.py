"""What is asked of the bot itself in a channel: to keep quiet, to leave, to take a reply back."""

import json

import pytest

from bot.domain.audience import Place, Room
from bot.ports.audit import AuditFilter
from tests.channels.slack.standin import BOT, BOT_ID, Fault
from tests.channels.slack.whole_bot import shared_channel, until_posted, whole_workspace
from tests.channels.slack.workspace import JO, PRIYA, RAJ

PROBLEM = "Our spare parts leave the warehouse two days late every week."


@pytest.fixture
async def work(slack, app):
    async with whole_workspace(slack, app) as joined:
        yield joined


@pytest.fixture
def channel(slack):
    return shared_channel(slack, [PRIYA, RAJ, JO])


def said(message):
    return message["text"]


async def test_it_is_quiet_in_a_thread_until_it_is_mentioned(work, slack, channel):
    thread = await work.mentions(PRIYA, PROBLEM, channel)
    await work.mentions(PRIYA, "please be quiet", channel, thread)
    assert "answer again" in said(slack.posted(channel)[-1])
    before = len(slack.posted(channel))
    await work.says(PRIYA, "and nobody knows why", channel, thread)
    assert len(slack.posted(channel)) == before
    await work.mentions(PRIYA, "nobody knows why", channel, thread)
    assert len(slack.posted(channel)) == before + 1
    await work.mentions(PRIYA, "answer again", channel, thread)
    await work.says(PRIYA, "the labels are printed a day late", channel, thread)
    assert len(slack.posted(channel)) == before + 3


async def test_said_at_the_root_it_holds_for_the_whole_channel(work, slack, channel):
    thread = await work.mentions(PRIYA, PROBLEM, channel)
    await work.mentions(JO, "quiet", channel)
    before = len(slack.posted(channel))
    await work.says(PRIYA, "and nobody knows why", channel, thread)
    assert len(slack.posted(channel)) == before


async def test_one_of_ours_sends_it_away(work, slack, channel):
    await work.mentions(JO, "leave this channel please", channel)
    assert "leave" in said(slack.posted(channel)[-1])
    assert BOT not in slack.members[channel]


async def test_a_buyer_does_not_send_it_away_and_is_told_what_they_can_do(work, slack, channel):
    await work.mentions(PRIYA, "leave", channel)
    assert BOT in slack.members[channel]
    assert '"quiet"' in said(slack.posted(channel)[-1])


async def test_without_the_right_to_leave_it_says_how_to_remove_it(work, slack, channel):
    slack.may_not_leave = True
    await work.mentions(JO, "leave", channel)
    assert "/remove" in said(slack.posted(channel)[-1])


def found(message):
    """Give a message of the bot's as a shortcut on it tells of it."""
    thread = {"thread_ts": message["thread"]} if message["thread"] != message["ts"] else {}
    return {"ts": message["ts"], "user": BOT, "bot_id": BOT_ID} | thread


async def wrong_reply(work, slack, channel):
    thread = await work.mentions(PRIYA, PROBLEM, channel)
    [wrong] = slack.posted(channel)
    return thread, wrong, json.dumps(wrong["blocks"])


@pytest.mark.parametrize("how", ["shortcut", "typed"])
async def test_one_of_ours_has_a_wrong_reply_taken_back(work, slack, channel, how):
    thread, wrong, _ = await wrong_reply(work, slack, channel)
    if how == "shortcut":
        await work.uses_on(JO, "take_back", found(wrong), channel)
        assert "plain line" in json.dumps(slack.views[work.last_view])
    else:
        await work.mentions(JO, "take that back", channel, thread)
    [left] = slack.posted(channel)
    assert left["ts"] == wrong["ts"]
    assert "wrong" in left["text"]
    assert [b["type"] for b in left["blocks"]] == ["section"]


async def test_what_was_taken_back_is_not_said_again_nor_answered_by_a_yes(
    work, slack, app, channel
):
    thread, wrong, _ = await wrong_reply(work, slack, channel)
    words = said(wrong)
    await work.uses_on(JO, "take_back", found(wrong), channel)
    room = Room(f"T0HOME/{channel}/{thread}", "slack", Place.SHARED)
    talk = await app.respond._ledger.conversations.load(f"slack:{room.id}")
    assert talk.pending is None
    assert not [turn.text for turn in talk.turns if turn.text and turn.text in words]
    await work.uses_on(JO, "take_back", found(wrong), channel)  # it is gone already
    assert len(slack.posted(channel)) == 1


async def test_a_buyer_takes_back_nothing_that_others_read(work, slack, channel):
    thread, wrong, blocks = await wrong_reply(work, slack, channel)
    await work.uses_on(PRIYA, "take_back", found(wrong), channel)
    assert "people of Northstar" in json.dumps(slack.views[work.last_view])
    assert json.dumps(slack.posted(channel)[0]["blocks"]) == blocks
    assert thread


async def test_in_private_whoever_it_was_said_to_takes_it_back(work, slack):
    channel = f"D{RAJ}"
    await work.says(RAJ, PROBLEM, channel)
    [wrong] = slack.posted(channel)
    await work.uses_on(RAJ, "take_back", found(wrong), channel)
    [left] = slack.posted(channel)
    assert left["ts"] == wrong["ts"]
    assert [b["type"] for b in left["blocks"]] == ["section"]


async def test_what_is_no_reply_of_ours_is_left_alone(work, slack, channel):
    _, _, blocks = await wrong_reply(work, slack, channel)
    await work.uses_on(JO, "take_back", {"ts": "3.1", "user": PRIYA}, channel)
    assert "no reply of mine" in json.dumps(slack.views[work.last_view])
    assert json.dumps(slack.posted(channel)[0]["blocks"]) == blocks


async def test_a_reply_that_is_there_no_more_is_no_trouble(work, slack, app, channel):
    _, wrong, _ = await wrong_reply(work, slack, channel)
    slack.break_next("chat.update", Fault(error="message_not_found"))
    await work.uses_on(JO, "take_back", found(wrong), channel)
    assert await app.respond._ledger.outbox.waiting("slack") == []


async def test_it_introduces_itself_once_a_rep_has_seen_what_it_would_say(
    work, slack, app, channel
):
    thread = await work.mentions(JO, "introduce yourself", channel)
    assert slack.posted(channel) == []
    preview = slack.messages[f"D{JO}"]
    assert "bot of Northstar" in str([f["content"] for f in slack.files.values()])
    assert preview
    await work.says(JO, "yes", f"D{JO}")
    await until_posted(work, app)
    [posted] = slack.posted(channel)
    assert posted["thread"] == thread
    assert "bot" in posted["text"]


async def test_all_of_it_is_on_record(work, slack, app, channel):
    thread, wrong, _ = await wrong_reply(work, slack, channel)
    await work.mentions(PRIYA, "be quiet", channel, thread)
    await work.uses_on(JO, "take_back", found(wrong), channel)
    await work.mentions(JO, "leave", channel)
    kinds = {line.kind for line in await app.audit._audit.lines(AuditFilter())}
    assert {"quiet", "reply_taken_back", "left_room"} <= kinds
