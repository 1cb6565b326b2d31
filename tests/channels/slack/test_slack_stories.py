"""Reps look for stories beside a conversation, and show one in a room: in modals, cleared anew."""

import json

import pytest

from bot.domain.audience import Visibility
from bot.domain.story import Status
from bot.ports.library import StoryFilter
from tests.channels.slack.standin import ACME, HOME, Fault
from tests.channels.slack.test_slack_presses import named
from tests.channels.slack.whole_bot import shared_channel, until_posted, whole_workspace
from tests.channels.slack.workspace import GUEST, INTERNAL, JO, PRIYA, RAJ, SAM

PUMPS = "Forty pumps and five signatures"


@pytest.fixture
async def work(slack, app):
    async with whole_workspace(slack, app) as joined:
        yield joined


@pytest.fixture
def channel(slack):
    return shared_channel(slack)


def text_of(view):
    """All words that a modal shows."""
    return json.dumps(view["blocks"], ensure_ascii=False)


def top(slack, work):
    return slack.views[work.last_view]


def button(view, action, title):
    """Give a button of the story with this title."""
    at = next(n for n, b in enumerate(view["blocks"]) if title in json.dumps(b))
    return named({"blocks": view["blocks"][at:]}, action)


async def titles(app, visibility):
    stories = await app.stories.all(StoryFilter(status=Status.APPROVED))
    return [s.story.title for s in stories if s.story.effective_visibility is visibility]


async def test_a_rep_finds_stories_with_all_that_helps_to_tell_them(work, slack, channel):
    answer = await work.commands(JO, "/stories", "signatures for a purchase wait", channel)
    assert answer.status_code == 200
    shown = text_of(top(slack, work))
    assert PUMPS in shown
    assert "`prospects`" in shown
    assert "_It worked._" in shown
    assert "How to tell it in a minute" in shown
    assert "Why this one: about" in shown
    assert "shared room" in shown
    assert slack.posted(channel) == []
    assert not slack.of("chat.postEphemeral")


async def test_an_ending_in_the_words_is_a_filter(work, slack, channel):
    await work.commands(JO, "/stories", "a bank or a printer that gave up", channel)
    endings = [b["text"]["text"] for b in top(slack, work)["blocks"] if "_" in str(b.get("text"))]
    endings = [e for e in endings if e.endswith("_")]
    assert endings
    assert all("decided not to change" in e or "failed" in e for e in endings)


async def test_without_words_it_asks_and_then_finds(work, slack, channel):
    await work.commands(JO, "/stories", "", channel)
    modal = work.last_view
    answer = await work.sends_view(JO, modal, "signatures for a purchase wait")
    shown = answer.json()["view"]
    assert PUMPS in text_of(shown)
    assert "bread" not in shown["private_metadata"]


async def test_what_no_story_fits_is_said_and_noted_on_a_press(work, slack, app, channel):
    words = "chess openings for left-handed submarine pilots"
    await work.commands(JO, "/stories", words, channel)
    modal = work.last_view
    assert "None of the stories fits" in text_of(slack.views[modal])
    await work.presses_in(JO, named(slack.views[modal], "rep_gap"), modal)
    assert "In private" in json.dumps(slack.views[modal])
    gaps = await app.gaps._shelf.gaps.open()
    assert f"slack:{HOME}/@{JO}" in {gap.conversation_id for gap in gaps}


async def test_stories_for_a_message_keep_none_of_its_words(work, slack, app, channel):
    said = {"ts": "5.1", "user": PRIYA, "text": "Our purchases wait weeks for five signatures."}
    await work.uses_on(JO, "stories_for_this", said, channel)
    assert PUMPS in text_of(top(slack, work))
    assert "signatures." not in top(slack, work)["private_metadata"]
    room = f"slack:{HOME}/@{JO}"
    assert "weeks for five" not in str(await app.respond._ledger.conversations.transcript(room))


@pytest.mark.parametrize("who", [PRIYA, GUEST])
async def test_a_buyer_is_shown_what_buyers_may_read(work, slack, app, channel, who):
    internal = await titles(app, Visibility.INTERNAL)
    for text in ("signatures for a purchase wait", *internal):
        said = {"ts": "5.1", "user": RAJ, "text": text}
        await work.uses_on(who, "stories_for_this", said, channel)
        await work.commands(who, "/stories", text, channel)
    shown = json.dumps(list(slack.views.values()))
    assert PUMPS in shown
    assert "Share here" not in shown
    assert "in a minute" not in shown
    assert "shared room" not in shown
    heads = [b["text"]["text"] for v in slack.views.values() for b in v["blocks"] if "text" in b]
    assert not [t for t in internal for head in heads if f"*{t}*" in head]


async def previewed(work, slack, channel, title=PUMPS, text="signatures for a purchase wait"):
    await work.commands(JO, "/stories", text, channel)
    stories = work.last_view
    await work.presses_in(JO, button(slack.views[stories], "rep_share", title), stories)
    return work.last_view


async def test_a_story_is_seen_as_the_room_would_read_it_and_posted_on_a_yes(
    work, slack, app, channel
):
    preview = await previewed(work, slack, channel)
    seen = slack.views[preview]
    assert "Nothing is posted yet" in text_of(seen)
    assert seen["submit"]["text"] == "Post it there"
    assert slack.posted(channel) == []
    await work.sends_view(JO, preview)
    assert "cleared once more" in json.dumps(slack.views[preview])
    await until_posted(work, app)
    [posted] = slack.posted(channel)
    assert PUMPS in json.dumps(posted["blocks"])
    words = [b["text"]["text"] for b in posted["blocks"] if b["type"] == "section"]
    assert all(json.dumps(word) in json.dumps(seen["blocks"]) for word in words)
    assert posted["blocks"][-2]["elements"][0]["text"] in text_of(seen)  # who reads along


async def test_what_was_shown_is_counted_and_not_shown_twice(work, slack, app, channel):
    preview = await previewed(work, slack, channel)
    for _ in range(2):
        await work.sends_view(JO, preview)
        await until_posted(work, app)
    assert len(slack.posted(channel)) == 1
    await work.commands(JO, "/stories", "signatures for a purchase wait", channel)
    assert "Shown" in text_of(top(slack, work))
    again = await previewed(work, slack, channel)
    assert "submit" not in slack.views[again]


async def test_a_story_for_a_message_goes_into_its_thread(work, slack, app, channel):
    said = {"ts": "7.1", "user": PRIYA, "text": "Our purchases wait weeks for five signatures."}
    await work.uses_on(JO, "stories_for_this", said, channel)
    stories = work.last_view
    await work.presses_in(JO, button(slack.views[stories], "rep_share", PUMPS), stories)
    await work.sends_view(JO, work.last_view)
    await until_posted(work, app)
    assert [m["thread"] for m in slack.posted(channel)] == ["7.1"]


async def test_an_internal_story_is_refused_plainly_and_cannot_be_sent(work, slack, app, channel):
    title = "The drawer with eighty-three boxes"
    preview = await previewed(work, slack, channel, title, "boxes in a drawer of a pharmacy")
    assert f'"{title}\\" may not be shown' in text_of(slack.views[preview]).replace(
        '\\"The', '"The'
    )
    assert "submit" not in slack.views[preview]
    await work.sends_view(JO, preview)  # as if it had been there
    slack.views[preview]["callback_id"] = "rep_post"
    await work.sends_view(JO, preview)
    await until_posted(work, app)
    assert slack.posted(channel) == []


@pytest.mark.parametrize("members", [(PRIYA,), (PRIYA, SAM)])
async def test_a_rep_shows_nothing_where_they_are_no_member(work, slack, members):
    channel = shared_channel(slack, members)
    preview = await previewed(work, slack, channel)
    assert "submit" not in slack.views[preview]
    assert "in that room" in text_of(slack.views[preview]) or "a member" in text_of(
        slack.views[preview]
    )


async def test_another_room_can_be_chosen_and_is_looked_at_anew(work, slack, channel):
    preview = await previewed(work, slack, INTERNAL)
    assert "submit" not in slack.views[preview]
    chosen = {"type": "conversations_select", "action_id": "rep_to"}
    await work.presses_in(JO, chosen | {"selected_conversation": channel}, preview)
    assert "submit" in slack.views[preview]
    await work.presses_in(JO, chosen | {"selected_conversation": f"D{PRIYA}"}, preview)
    assert "submit" not in slack.views[preview]


async def test_where_the_bot_is_not_in_the_room_it_says_so(work, slack, channel):
    slack.members[channel].remove("U0BOT")
    preview = await previewed(work, slack, channel)
    assert "Invite me there first" in text_of(slack.views[preview])


async def test_whoever_is_no_rep_any_more_sends_nothing(work, slack, app, channel):
    """The modal is still open; their profile says now that they are a guest."""
    preview = await previewed(work, slack, channel)
    slack.user(JO, HOME, is_restricted=True)
    work.channel._parts.lookups._people.clear()
    await work.sends_view(JO, preview)
    await until_posted(work, app)
    assert slack.posted(channel) == []


async def test_nobody_presses_in_anothers_modal(work, slack, app, channel):
    preview = await previewed(work, slack, channel)
    await work.sends_view(SAM, preview)
    await until_posted(work, app)
    assert slack.posted(channel) == []


async def test_who_cannot_be_looked_up_is_answered_as_a_buyer(work, slack, app, channel):
    work.channel._parts.lookups._people.clear()
    slack.break_next("users.info", Fault(error="fatal_error"))
    await work.commands(JO, "/stories", "boxes in a drawer of a pharmacy", channel)
    assert "eighty-three" not in json.dumps(list(slack.views.values()))
    assert slack.users[JO]["team_id"] != ACME
