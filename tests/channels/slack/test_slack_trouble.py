"""When Slack, the network or we stumble: each message is answered once, and nothing leaks."""

import asyncio
import itertools
import logging
import random

import pytest

from bot.channels.slack import seating as seating_module
from tests.channels.slack.small_bot import SECRET, small_bot
from tests.channels.slack.standin import BOT, Fault
from tests.channels.slack.workspace import INTERNAL, JO, PRIYA, SHARED, workspace

DM, JOS = f"D{PRIYA}", f"D{JO}"
BUSY, BROKEN = Fault(429), Fault(503)
LOST = Fault(500, lost=True)  # done, but the answer did not come back
STREAMING = ["chat.startStream", "chat.appendStream", "chat.stopStream"]


def deliveries(event, orders):
    """The same events as Slack sends them again: with a number and a reason."""
    for n in orders:
        yield event, {"x-slack-retry-num": str(n), "x-slack-retry-reason": "http_timeout"}


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_message_that_is_delivered_again_is_answered_once(work, slack, at_once):
    event = work.message(PRIYA, f"<@{BOT}> our close takes nine days")
    again = [work.sends(e, headers) for e, headers in deliveries(event, range(4))]
    if at_once:
        answers = await asyncio.gather(*again)
    else:
        answers = [await sent for sent in again]
    await work.rest()
    assert {a.status_code for a in answers} == {200}
    assert len(slack.posted(SHARED)) == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[:4])
async def test_messages_that_come_out_of_order_are_each_answered_once(work, slack, order):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    events = [work.message(PRIYA, f"<@{BOT}> point {n}", thread=ts) for n in range(3)]
    for n in (*order, *reversed(order)):
        await work.sends(events[n])
    await work.rest()
    assert len(slack.posted(SHARED)) == 4


@pytest.mark.parametrize("seed", range(6))
async def test_two_processes_that_get_the_same_messages_answer_each_once(
    slack, tables, tmp_path, seed
):
    """Each message up to four times, in any order, at once: the database says who was first."""
    async with (
        small_bot(tables, tmp_path, "one") as first,
        small_bot(tables, tmp_path, "other") as second,
        workspace(slack, first) as one,
        workspace(slack, second) as other,
    ):
        events = [one.message(PRIYA, f"<@{BOT}> our close takes {n} days") for n in range(3)]
        sent = [(w, *d) for w in (one, other) for e in events for d in deliveries(e, range(4))]
        random.Random(seed).shuffle(sent)
        answers = await asyncio.gather(*(w.sends(e, headers) for w, e, headers in sent))
        for _ in range(2):
            await one.caught_up()
            await other.caught_up()
    assert {answer.status_code for answer in answers} == {200}
    threads = [message["thread"] for message in slack.posted(SHARED)]
    assert sorted(threads) == sorted(event["ts"] for event in events)


@pytest.mark.parametrize("fault", [BUSY, BROKEN, LOST, Fault(error="missing_recipient_team_id")])
@pytest.mark.parametrize("method", STREAMING)
async def test_a_stream_that_breaks_off_leaves_one_whole_message(work, slack, method, fault):
    slack.break_next(method, fault, fault)
    await work.says(PRIYA, "our close takes nine days", DM)
    [answer] = slack.messages[DM]
    assert "Nine days is long." in answer["text"]
    assert answer["blocks"]
    assert "streaming" not in answer


@pytest.mark.parametrize("fault", [BROKEN, LOST])
async def test_a_post_in_doubt_is_looked_up_before_it_is_tried_again(work, slack, fault):
    slack.break_next("chat.postMessage", fault)
    await work.mentions(PRIYA, "our close takes nine days")
    assert len(slack.posted(SHARED)) == 1
    assert len(slack.of("chat.postMessage")) == (1 if fault.lost else 2)


async def test_what_cannot_be_posted_now_is_posted_later(work, slack, bot):
    slack.break_next("chat.postMessage", *[BROKEN] * 3)
    await work.mentions(PRIYA, "our close takes nine days")
    assert slack.posted(SHARED) == []
    await work.respond.recover()
    assert len(slack.posted(SHARED)) == 1
    await work.respond.recover()
    assert len(slack.posted(SHARED)) == 1


async def test_what_was_said_among_ourselves_is_not_posted_once_others_read_there(
    work, slack, bot
):
    """The channel was shared while the answer waited."""
    slack.break_next("chat.postMessage", *[BROKEN] * 3)
    await work.mentions(JO, "stories about the close", INTERNAL)
    slack.calls.clear()
    slack.channels[INTERNAL]["is_ext_shared"] = True
    await work.sends({"type": "channel_shared", "channel": INTERNAL})
    await work.respond.recover()
    assert SECRET not in slack.all_text(INTERNAL)
    assert await bot.ledger.outbox.waiting() == []


async def test_what_a_dead_process_had_posted_is_found_and_not_posted_again(work, slack, bot):
    """It died between posting and putting on record that it had."""
    slack.break_next("chat.postMessage", LOST)
    slack.break_next("conversations.replies", *[BROKEN] * 3)
    await work.mentions(PRIYA, "our close takes nine days")
    assert len(await bot.ledger.outbox.waiting()) == 1
    await work.respond.recover()
    assert len(slack.posted(SHARED)) == 1


@pytest.mark.parametrize("method", ["users.info", "conversations.info", "conversations.members"])
@pytest.mark.parametrize("fault", [Fault(error="internal_error"), Fault(error="missing_scope")])
async def test_what_slack_does_not_say_counts_as_outside(work, slack, method, fault):
    slack.break_next(method, *[fault] * 20)
    await work.mentions(JO, "did others have a late close", INTERNAL)
    assert len(slack.posted(INTERNAL)) == 1
    assert SECRET not in slack.all_text(INTERNAL)


async def test_slack_that_is_slow_to_say_who_someone_is_is_not_waited_for(
    work, slack, monkeypatch
):
    monkeypatch.setattr(seating_module, "PATIENCE", 0.05)
    slack.break_next("users.info", Fault(seconds=0.3))
    event = work.message(JO, "stories about the close", JOS)
    begun = asyncio.get_running_loop().time()
    answer = await work.sends(event)
    took = asyncio.get_running_loop().time() - begun
    await work.rest()
    assert answer.status_code == 200
    assert took < 0.25
    assert len(slack.posted(JOS)) == 1
    assert SECRET not in slack.all_text(JOS)


async def test_a_slow_answer_does_not_hold_up_the_acknowledgement(work, slack):
    await work.mentions(PRIYA, "hello")  # who she is, and who we are, is known by now
    slack.break_next("chat.postMessage", Fault(seconds=0.4))
    begun = asyncio.get_running_loop().time()
    await work.sends(work.message(PRIYA, f"<@{BOT}> our close takes nine days"))
    assert asyncio.get_running_loop().time() - begun < 0.3
    await work.rest()
    assert len(slack.posted(SHARED)) == 2


async def test_an_author_without_a_team_is_an_outsider(work, slack):
    """A mention from a connected organisation names none that a workspace could be told by."""
    event = work.message(JO, f"<@{BOT}> stories about the close")
    event |= {"type": "app_mention", "user_team": "E0ELSEWHERE", "team": "E0ELSEWHERE"}
    await work.sends(event)
    event = work.message(JO, "stories about the close", JOS)
    await work.sends(
        {k: v for k, v in event.items() if k not in ("team", "user_team")},
        is_ext_shared_channel=True,
    )
    await work.rest()
    assert len(slack.posted(SHARED)) == len(slack.posted(JOS)) == 1
    assert SECRET not in slack.all_text(SHARED) + slack.all_text(JOS)


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
async def test_a_token_that_was_revoked_ends_nothing_but_the_talk(work, slack, error, caplog):
    slack.break_next("auth.test", Fault(error=error))
    answer = await work.sends(work.message(PRIYA, f"<@{BOT}> hello"))
    assert answer.status_code == 200
    assert slack.posted(SHARED) == []
    assert "is not valid any more" in caplog.text


async def test_an_event_comes_again_while_slack_does_not_say_who_we_are(work, slack):
    slack.break_next("auth.test", *[Fault(error="internal_error")] * 1)
    event = work.message(PRIYA, f"<@{BOT}> our close takes nine days")
    assert (await work.sends(event)).status_code == 500
    assert (await work.sends(event)).status_code == 200
    await work.rest()
    assert len(slack.posted(SHARED)) == 1


@pytest.mark.parametrize(
    "error", ["token_revoked", "channel_not_found", "is_archived", "not_in_channel"]
)
async def test_a_room_that_is_gone_is_left(work, slack, bot, error, caplog):
    slack.break_next("chat.postMessage", *[Fault(error=error)] * 3)
    await work.mentions(PRIYA, "our close takes nine days")
    assert slack.posted(SHARED) == []
    assert await bot.ledger.outbox.waiting() == []
    assert "nowhere to go" in caplog.text


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_a_removed_app_asks_anew_who_it_is(work, slack, kind):
    await work.mentions(PRIYA, "hello")
    assert (await work.sends({"type": kind})).status_code == 200
    await work.mentions(PRIYA, "hello again")
    assert len(slack.of("auth.test")) == 2


async def test_a_failure_of_ours_shows_nothing_of_itself(work, slack, bot, caplog):
    bot.guide.broken = True
    await work.mentions(PRIYA, "our close takes nine days")
    [answer] = slack.posted(SHARED)
    assert "Something broke on our side" in answer["text"]
    assert "secret detail" not in slack.all_text(SHARED)


async def test_logs_hold_no_words(work, slack, caplog):
    caplog.set_level(logging.DEBUG)
    slack.break_next("chat.postMessage", BROKEN, BUSY)
    slack.break_next("conversations.info", Fault(error="internal_error"))
    await work.mentions(PRIYA, "our close takes nine days")
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("bot", "slack"))]
    assert ours
    assert not [m for m in ours if "nine days" in m or "xoxb-" in m]


@pytest.mark.parametrize(
    "change",
    [
        {"x-slack-signature": "v0=0000"},
        {"x-slack-request-timestamp": "1500000000"},
        {"x-slack-signature": ""},
    ],
    ids=["forged", "old", "unsigned"],
)
async def test_what_is_not_signed_by_slack_is_refused(work, slack, bot, change):
    answer = await work.sends(work.message(PRIYA, f"<@{BOT}> hello"), change)
    assert answer.status_code == 401
    assert slack.calls == []


async def test_a_body_that_is_larger_than_anything_of_slacks_is_refused(work, slack):
    answer = await work.posts("x" * 1_100_000, "application/json")
    assert answer.status_code == 413


async def test_a_message_far_too_long_is_answered(work, slack, bot):
    ts = await work.mentions(PRIYA, "nine days " * 4_000)
    [entry] = (await bot.brief(f"T0HOME/{SHARED}/{ts}")).entries
    assert len(entry.span) <= 20_000
    assert len(slack.posted(SHARED)) == 1


@pytest.mark.parametrize(
    ("events", "error"),
    [
        (("channel_rename", "message"), ""),
        (("channel_archive", "channel_unarchive"), "is_archived"),
        (("channel_left", "member_joined_channel"), "not_in_channel"),
        (("channel_deleted", "message"), "channel_not_found"),
    ],
)
async def test_a_channel_that_changes_or_goes_keeps_what_was_said(work, slack, bot, events, error):
    """An answer that has nowhere to go is given up; if the room is back, the talk goes on."""
    ts = await work.mentions(PRIYA, "our close takes nine days")
    gone, back = [{"type": kind, "channel": SHARED, "user": BOT} for kind in events]
    assert (await work.sends(gone)).status_code == 200
    slack.break_next("chat.postMessage", *[Fault(error=error)] * bool(error))
    await work.mentions(PRIYA, "five of them are waiting", thread=ts)
    assert len(slack.posted(SHARED)) == (1 if error else 2)
    await work.sends(back)
    await work.mentions(PRIYA, "and nobody knows why", thread=ts)
    assert len(slack.posted(SHARED)) == (2 if error else 3)
    assert len((await bot.brief(f"T0HOME/{SHARED}/{ts}")).standing()) == 3


async def test_an_app_that_is_removed_while_an_answer_waits_posts_nothing_more(work, slack, bot):
    slack.break_next("chat.postMessage", *[BROKEN] * 3)
    await work.mentions(PRIYA, "our close takes nine days")
    await work.sends({"type": "app_uninstalled"})
    slack.break_next("chat.postMessage", *[Fault(error="account_inactive")] * 3)
    slack.break_next("conversations.replies", *[Fault(error="account_inactive")] * 3)
    await work.caught_up()
    assert slack.posted(SHARED) == []
