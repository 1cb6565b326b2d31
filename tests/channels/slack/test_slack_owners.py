"""A content owner in Slack: a file in the channel for stories, its review, and what is decided."""

import json
from itertools import count
from types import SimpleNamespace

import pytest

from bot.domain.audience import Role, Visibility
from bot.domain.story import Status, Verdict
from bot.use_cases.change_stories import Decision
from tests.channels.slack.standin import ACME
from tests.channels.slack.test_slack_files import hands_over, shared_file
from tests.channels.slack.test_slack_presses import _buttons, named
from tests.channels.slack.workspace import GUEST, JO, PRIYA, SAM, SHARED, workspace

_rooms = count(1)
STORY = """---
id: {id}
title: The ladder at {id}
visibility: internal
customer: Hale Works
shown_as: a maker of ladders
---
## Problem
A ladder went out without its feet each week, and nobody noticed before the customer did.
## What they tried
They put up a poster, which did not help, since the picker never passes it.
## Outcome
The feet are packed first now. One in forty still goes out without.
"""


@pytest.fixture
def whole(app):
    """The whole bot, with the people of the workspace."""
    roles = {f"slack:{JO}": Role.REP, f"slack:{SAM}": Role.OWNER}

    async def role_of(person):
        return roles.get(person)

    return SimpleNamespace(
        respond=app.respond,
        posters=app.posters,
        read=app.read,
        overhear=app.overhear,
        role_of=role_of,
        app=app,
    )


@pytest.fixture
async def work(slack, whole):
    """A channel of its own for each test: the application is shared by all."""
    room = slack.channel(f"C0STORIES{next(_rooms)}", [JO, SAM])
    async with workspace(slack, whole, story_channel=room) as joined:
        joined.room = room
        yield joined


@pytest.fixture
async def ladder(work, slack, whole, request):
    """A story that an owner dropped in the channel for stories; its id."""
    name = f"ladder-{request.node.name[-20:]}".replace("_", "-").strip("-")
    file = shared_file(slack, f"{name}.md", STORY.format(id=name).encode())
    await hands_over(work, SAM, file, work.room)
    yield name
    decision = Decision(name, "test", "over", Role.OWNER)
    await whole.app.change.rule(decision, Verdict.RETIRED)


async def record(whole, name):
    return (await whole.app.stories.get([name]))[name]


def picked(message, readers):
    menu = next(b for b in _buttons(message["blocks"]) if b["type"] == "static_select")
    option = next(o for o in menu["options"] if o["value"].endswith(f"/{readers}"))
    return {"type": "static_select", "action_id": menu["action_id"], "selected_option": option}


async def test_a_file_in_the_channel_for_stories_is_reviewed_in_its_thread(
    work, slack, whole, ladder
):
    [review] = slack.posted(work.room)
    assert review["thread"] != review["ts"]
    labels = [
        b.get("text", b.get("placeholder"))["text"]
        for b in _buttons(review["blocks"])
        if b["type"] in ("button", "static_select")
    ]
    assert labels == ["Approve", "Needs work", "Who may see it"]
    assert "draft" in review["text"]
    assert (await record(whole, ladder)).story.status is Status.DRAFT


async def test_an_owner_approves_once_however_often_it_is_pressed(work, slack, whole, ladder):
    [review] = slack.posted(work.room)
    for _ in range(2):
        await work.presses(SAM, named(review, "suggest:0"), review, work.room)
    stored = await record(whole, ladder)
    assert stored.story.status is Status.APPROVED
    assert (stored.version, stored.ruling.by) == (2, f"slack:{SAM}")
    assert len(slack.posted(work.room)) == 2
    assert slack.posted(work.room)[1]["thread"] == review["thread"]


async def test_who_may_see_it_is_picked_from_a_list_and_an_old_button_does_nothing(
    work, slack, whole, ladder
):
    [review] = slack.posted(work.room)
    await work.presses(SAM, picked(review, "prospects"), review, work.room)
    assert (await record(whole, ladder)).story.visibility is Visibility.PROSPECTS
    await work.presses(SAM, named(review, "suggest:0"), review, work.room)
    assert (await record(whole, ladder)).story.status is Status.DRAFT
    now = slack.posted(work.room)[-1]
    await work.presses(SAM, named(now, "suggest:0"), now, work.room)
    assert (await record(whole, ladder)).story.status is Status.APPROVED


async def test_a_note_is_written_in_a_modal_and_answered_in_the_thread(work, slack, whole, ladder):
    [review] = slack.posted(work.room)
    await work.presses(SAM, named(review, "suggest:1"), review, work.room)
    form = slack.views[work.last_view]
    assert form["callback_id"] == "story_note"
    assert "Hale" not in json.dumps(form)
    await work.submits(SAM, work.last_view, "Say who packs the feet.")
    assert (await record(whole, ladder)).ruling.why == "Say who packs the feet."
    assert slack.posted(work.room)[1]["thread"] == review["thread"]


async def test_a_note_of_somebody_else_is_refused(work, slack, whole, ladder):
    [review] = slack.posted(work.room)
    await work.presses(SAM, named(review, "suggest:1"), review, work.room)
    await work.submits(JO, work.last_view, "I do not like it.")
    assert (await record(whole, ladder)).version == 1


async def test_a_rep_without_the_role_is_refused_in_a_plain_line(work, slack, whole, ladder):
    [review] = slack.posted(work.room)
    for button in ("suggest:0", "suggest:1"):
        await work.presses(JO, named(review, button), review, work.room)
    await work.presses(JO, picked(review, "public"), review, work.room)
    assert (await record(whole, ladder)).version == 1
    assert all("content owner" in m["text"] for m in slack.posted(work.room)[1:])


async def test_an_outsider_who_got_hold_of_a_button_does_nothing_with_it(
    work, slack, whole, ladder
):
    [review] = slack.posted(work.room)
    button = named(review, "suggest:0")
    await work.presses(PRIYA, button, {"ts": "7.1", "thread": "7.1"}, SHARED)
    await work.presses(SAM, button, {"ts": "1.2", "thread": "1.2"}, SHARED)
    # one of ours by the list, who presses from another company's workspace
    stranger = {"user": {"id": SAM, "team_id": ACME}}
    await work.presses(SAM, button, review, work.room, more=stranger)
    assert (await record(whole, ladder)).version == 1
    assert not any("ladder" in json.dumps(m).lower() for m in slack.posted(SHARED))


@pytest.mark.parametrize("who", [GUEST, PRIYA])
async def test_somebody_elses_file_in_the_channel_is_not_fetched(work, slack, whole, who):
    slack.channel(work.room, [JO, SAM, who])
    file = shared_file(slack, "theirs.md", STORY.format(id="theirs").encode())
    await hands_over(work, who, file, work.room)
    assert slack.posted(work.room) == []
    assert await whole.app.stories.get(["theirs"]) == {}


@pytest.mark.parametrize("now", ["a guest is in it", "it is shared", "an invitation is out"])
async def test_a_channel_that_others_read_by_now_takes_no_file(work, slack, whole, now):
    match now:
        case "a guest is in it":
            slack.channel(work.room, [JO, SAM, GUEST])
        case "it is shared":
            slack.channel(work.room, [JO, SAM], is_ext_shared=True, connected_team_ids=[ACME])
        case _:
            slack.channel(work.room, [JO, SAM], is_pending_ext_shared=True)
    file = shared_file(slack, "theirs.md", STORY.format(id="theirs").encode())
    await hands_over(work, SAM, file, work.room)
    assert slack.posted(work.room) == []
    assert await whole.app.stories.get(["theirs"]) == {}


async def test_a_rep_is_told_who_hands_in_files(work, slack, whole):
    file = shared_file(slack, "theirs.md", STORY.format(id="theirs").encode())
    await hands_over(work, JO, file, work.room)
    [line] = slack.posted(work.room)
    assert "content owner" in line["text"]
    assert await whole.app.stories.get(["theirs"]) == {}


async def test_a_file_in_another_channel_is_left_alone(work, slack, whole):
    slack.channel("C0OTHER", [JO, SAM])
    await hands_over(work, SAM, shared_file(slack, "other.md"), "C0OTHER")
    assert slack.posted("C0OTHER") == []


async def test_a_broken_file_is_refused_with_what_to_do(work, slack):
    await hands_over(work, SAM, shared_file(slack, "broken.docx", b"no document"), work.room)
    [review] = slack.posted(work.room)
    assert "broken.docx: rejected" in json.dumps(review["blocks"])
    assert not [b for b in _buttons(review["blocks"]) if b["type"] != "feedback_buttons"]


async def test_the_command_begins_an_interview_in_the_direct_message(work, slack):
    answer = await work.commands(JO, "/story", "tell", work.room)
    assert "direct messages" in answer.text
    [asked] = slack.posted(f"D{JO}")
    assert "1 of 8" in asked["text"]
    await work.says(JO, "A ladder went out without its feet each week, for a year.", f"D{JO}")
    assert "2 of 8" in slack.posted(f"D{JO}")[-1]["text"]
    assert slack.posted(work.room) == []


async def test_a_customer_is_asked_for_a_yes_first(work, slack):
    await work.commands(PRIYA, "/story", "tell", SHARED)
    [asked] = slack.posted(f"D{PRIYA}")
    assert "withdraw" in asked["text"]
    assert "1 of 8" not in asked["text"]
    assert slack.posted(SHARED) == []


async def test_the_command_alone_says_how(work, slack):
    assert "/story tell" in (await work.commands(PRIYA, "/story", "", SHARED)).text
    slack.no_dm.add(PRIYA)
    assert "does not let me" in (await work.commands(PRIYA, "/story", "tell", SHARED)).text
