"""Messages in Slack: which get an answer, where it goes, and that it is given once."""

import pytest

from bot.channels.slack.ids import message_key
from bot.domain.audience import Place, Room
from bot.domain.brief import Brief, Circle
from tests.channels.slack.conftest import opened_bot
from tests.channels.slack.small_bot import SECRET, SMALL_PRINT
from tests.channels.slack.standin import BOT, BOT_ID, HOME, Fault
from tests.channels.slack.workspace import GUEST, INTERNAL, JO, PRIYA, RAJ, SHARED, workspace

DM = f"D{PRIYA}"


async def test_a_mention_gets_one_answer_in_its_thread(work, slack):
    """Slack tells of it twice, as a mention and as a message."""
    ts = await work.mentions(PRIYA, "our close takes nine days")
    [answer] = slack.posted(SHARED)
    assert answer["thread"] == ts
    assert "Nine days is long" in answer["text"]
    assert SMALL_PRINT in answer["text"]
    assert answer["unfurl_links"] is False


async def test_what_was_asked_is_heard_without_the_mention(work, bot):
    ts = await work.mentions(PRIYA, f"our close takes <@{RAJ}> nine days &amp; a half")
    [entry] = (await bot.brief(f"{HOME}/{SHARED}/{ts}")).entries
    assert entry.span == "our close takes a colleague nine days & a half"
    assert entry.who == f"slack:{PRIYA}"


async def test_a_channels_chatter_is_neither_answered_nor_stored(work, slack, bot):
    await work.says(PRIYA, "shall we have lunch")
    ts = await work.says(RAJ, "yes")
    await work.says(PRIYA, "at noon then", thread=ts)
    assert slack.posted(SHARED) == []
    assert not await bot.respond.knows(message_key(HOME, SHARED, ts))
    assert slack.of("users.info") == []


async def test_who_was_just_answered_goes_on_in_the_thread_without_a_mention(work, slack):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    await work.says(PRIYA, "five of them are waiting", thread=ts)
    assert len(slack.posted(SHARED)) == 2


async def test_who_adds_to_a_question_before_it_is_answered_is_heard(work, slack, bot):
    """It waits some seconds for that; there is no answer in the thread by then."""
    event = work.message(PRIYA, f"<@{BOT}> our close takes nine days")
    more = {"parent_user_id": PRIYA}
    added = [
        work.message(PRIYA, "five of them are waiting", thread=event["ts"], **more),
        work.message(RAJ, "more like six", thread=event["ts"], **more),
        work.message(PRIYA, f"<@{RAJ}> is that so", thread=event["ts"], **more),
    ]
    bot.respond.leave_to(Unhurried())
    for one in (event, *added):
        await work.sends(one)
    bot.respond.leave_to(None)
    await bot.respond.recover()
    said = [e.span for e in (await bot.brief(f"{HOME}/{SHARED}/{event['ts']}")).standing()]
    assert said == ["our close takes nine days", "five of them are waiting"]


class Unhurried:
    """Hands that leave all for later."""

    def wake(self):
        pass

    async def see_to(self, accepted):
        pass


@pytest.mark.parametrize(
    ("who", "text"),
    [(RAJ, "five of them are waiting"), (PRIYA, f"<@{RAJ}> what do you say?")],
    ids=["another person", "names a colleague"],
)
async def test_nobody_else_is_answered_in_a_thread_unasked(work, slack, who, text):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    await work.says(who, text, thread=ts)
    assert len(slack.posted(SHARED)) == 1


async def test_with_two_outsiders_about_it_waits_for_a_mention(work, slack):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    await work.says(RAJ, "more like twelve", thread=ts)
    await work.says(PRIYA, "no, nine", thread=ts)
    assert len(slack.posted(SHARED)) == 1
    await work.mentions(PRIYA, "what did others do", thread=ts)
    assert len(slack.posted(SHARED)) == 2


async def test_once_one_of_ours_joins_it_waits_for_a_mention(work, slack):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    await work.says(JO, "I can say something on that", thread=ts)
    await work.says(PRIYA, "please do", thread=ts)
    assert len(slack.posted(SHARED)) == 1
    await work.mentions(PRIYA, "and you?", thread=ts)
    assert len(slack.posted(SHARED)) == 2


async def test_a_direct_message_is_answered_in_private(work, slack, bot):
    ts = await work.says(PRIYA, "our close takes nine days", DM)
    [answer] = slack.posted(DM)
    assert answer["thread"] == ts
    [entry] = (await bot.brief(f"{HOME}/{DM}")).entries
    assert entry.circle is Circle.MINE


async def test_a_direct_message_is_one_room_whatever_the_thread(work, slack, bot):
    ts = await work.says(PRIYA, "our close takes nine days", DM)
    await work.says(PRIYA, "five of them are waiting", DM, thread=ts)
    await work.says(PRIYA, "and nobody knows why", DM)
    assert len(slack.posted(DM)) == 3
    assert len((await bot.brief(f"{HOME}/{DM}")).entries) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"},
        {"bot_id": BOT_ID, "user": BOT},
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"user": ""},
    ],
    ids=lambda more: "-".join(map(str, more.values())) or "nobody",
)
async def test_bots_and_notices_are_not_answered(work, slack, more):
    await work.sends(work.message(PRIYA, f"<@{BOT}> hello") | more)
    await work.rest()
    assert slack.posted(SHARED) == []


async def test_thanks_get_a_reaction_and_no_message(work, slack):
    ts = await work.mentions(PRIYA, "thanks, that helps")
    assert slack.posted(SHARED) == []
    assert slack.of("reactions.add") == [{"channel": SHARED, "timestamp": ts, "name": "+1"}]


async def test_a_rep_is_told_everything_in_private_and_nothing_internal_in_a_shared_room(
    work, slack
):
    await work.says(JO, "stories about the close", f"D{JO}")
    assert SECRET in slack.all_text(f"D{JO}")
    await work.mentions(JO, "stories about the close")
    await work.mentions(PRIYA, "stories about the close")
    assert SECRET not in slack.all_text(SHARED)


async def test_among_colleagues_alone_a_rep_is_told_everything(work, slack):
    await work.mentions(JO, "stories about the close", INTERNAL)
    assert SECRET in slack.all_text(INTERNAL)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "member_joined_channel", "user": GUEST, "channel": INTERNAL},
        {"type": "channel_shared", "connected_team_id": "T0X", "channel": INTERNAL},
    ],
    ids=lambda event: event["type"],
)
async def test_a_room_that_changed_is_looked_at_anew(work, slack, event):
    """Within seconds of the last look, so that what was kept would still say that all is well."""
    await work.mentions(JO, "stories about the close", INTERNAL)
    before = slack.all_text(INTERNAL).count(SECRET)
    slack.members[INTERNAL].append(GUEST)
    slack.channels[INTERNAL]["is_ext_shared"] = event["type"] == "channel_shared"
    await work.sends(event)
    await work.mentions(JO, "more stories about the close", INTERNAL)
    assert slack.all_text(INTERNAL).count(SECRET) == before > 0


async def test_an_edited_message_changes_the_notes_and_gets_no_second_answer(work, slack, bot):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    await edits(work, ts, f"<@{BOT}> our close takes six days")
    [entry] = (await bot.brief(f"{HOME}/{SHARED}/{ts}")).standing()
    assert entry.span == "our close takes six days"
    assert len(slack.posted(SHARED)) == 1


async def test_a_preview_that_slack_adds_is_no_edit(work, bot):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    text = f"<@{BOT}> our close takes nine days"
    await edits(work, ts, text)
    assert len((await bot.brief(f"{HOME}/{SHARED}/{ts}")).entries) == 1


async def test_edits_of_what_was_not_for_the_bot_are_none_of_its_business(work, slack, bot):
    ts = await work.says(PRIYA, "shall we have lunch")
    await edits(work, ts, f"<@{BOT}> shall we have dinner")
    assert await bot.brief(f"{HOME}/{SHARED}/{ts}") == Brief()
    assert slack.posted(SHARED) == []


@pytest.mark.parametrize("tombstone", [False, True])
async def test_a_deleted_message_withdraws_what_was_heard(work, slack, bot, tombstone):
    ts = await work.mentions(PRIYA, "our close takes nine days")
    before = work.message(PRIYA, f"<@{BOT}> our close takes nine days", ts=ts)
    if tombstone:  # a message that has answers leaves one
        left = {"subtype": "tombstone", "ts": ts, "user": "USLACKBOT", "text": "deleted"}
        event = changed(work, left, before)
    else:
        event = work.message(PRIYA, "", subtype="message_deleted", deleted_ts=ts)
        event |= {"previous_message": before}
    await work.sends(event)
    await work.rest()
    assert (await bot.brief(f"{HOME}/{SHARED}/{ts}")).standing() == ()
    assert len(slack.posted(SHARED)) == 1


async def test_opening_the_messages_tab_offers_beginnings(work, slack):
    await work.sends({"type": "app_home_opened", "user": PRIYA, "channel": DM, "tab": "messages"})
    await work.sends({"type": "app_home_opened", "user": PRIYA, "channel": DM, "tab": "home"})
    await work.rest()
    [offered] = slack.of("assistant.threads.setSuggestedPrompts")
    assert len(offered["prompts"]) == 4


async def test_it_says_that_it_is_at_work_in_private(work, slack):
    ts = await work.says(PRIYA, "our close takes nine days", DM)
    methods = [c.method for c in slack.calls if "thread" in c.method or "chat" in c.method]
    assert methods[0] == "assistant.threads.setStatus"
    assert slack.of("assistant.threads.setStatus")[0]["thread_ts"] == ts


@pytest.mark.parametrize("kind", ["reaction_added", "file_shared", "channel_rename", "new_kind"])
async def test_what_is_not_for_it_is_taken_so_that_slack_does_not_send_it_again(work, kind):
    answer = await work.sends({"type": kind, "user": PRIYA, "channel": SHARED})
    assert answer.status_code == 200


async def edits(work, ts, text):
    before = work.message(PRIYA, f"<@{BOT}> our close takes nine days", ts=ts)
    after = before | {"text": text, "edited": {"user": PRIYA, "ts": work.slack.next_ts()}}
    await work.sends(changed(work, after, before))
    await work.rest()


def changed(work, after, before):
    event = work.message(PRIYA, "", subtype="message_changed")
    for name in ("user", "team", "user_team"):
        del event[name]
    return event | {"message": after, "previous_message": before}


async def test_what_a_rep_asks_for_alone_is_answered_in_their_direct_messages(work, slack, bot):
    ts = await work.mentions(JO, "stories about closes that take too long")
    assert slack.posted(SHARED) == []
    [answer] = slack.posted(f"D{JO}")
    assert SECRET in str(answer["blocks"])
    assert "thread_ts" not in answer
    assert await bot.respond.knows(message_key(HOME, SHARED, ts))
    again = await bot.read.latest(Room(f"{HOME}/D{JO}", "slack", Place.DM))
    assert again.reply.private
    assert await bot.read.latest(Room(f"{HOME}/{SHARED}/{ts}", "slack")) is None


async def test_where_no_direct_message_can_be_opened_a_rep_is_answered_as_a_buyer(work, slack):
    slack.no_dm.add(JO)
    await work.mentions(JO, "stories about closes that take too long")
    [answer] = slack.posted(SHARED)
    assert SECRET not in str(answer)
    assert slack.posted(f"D{JO}") == []


async def test_an_answer_aside_that_broke_off_is_looked_up_and_not_posted_twice(work, slack):
    slack.break_next("chat.postMessage", Fault(status=500, lost=True))
    await work.mentions(JO, "stories about closes that take too long")
    assert len(slack.posted(f"D{JO}")) == 1
    assert slack.of("conversations.history")


@pytest.mark.parametrize(("who", "where"), [(PRIYA, SHARED), (JO, INTERNAL)])
async def test_nobody_else_is_taken_aside(work, slack, who, where):
    await work.mentions(who, "stories about closes that take too long", where)
    assert len(slack.posted(where)) == 1
    assert slack.of("conversations.open") == []


async def test_who_wrote_is_known_to_every_process_and_after_a_restart(
    work, slack, bot, tables, tmp_path
):
    """What a colleague says in a thread may reach another process than what the buyer says."""
    ts = await work.mentions(PRIYA, "our close takes nine days")
    async with opened_bot(tables, tmp_path) as other, workspace(slack, other) as elsewhere:
        event = work.message(RAJ, "more like twelve", thread=ts)
        await elsewhere.sends(event)
        await work.says(PRIYA, "no, nine", thread=ts)
        assert len(slack.posted(SHARED)) == 1
        await elsewhere.sends(work.message(PRIYA, "or ten", thread=ts))
        assert len(slack.posted(SHARED)) == 1
