"""Buttons, menus and modals: what they do and for whom. Rights are looked up at each press."""

import json

import pytest

from bot.domain.brief import Field
from tests.channels.slack.small_bot import SECRET
from tests.channels.slack.standin import ACME, HOME, Fault
from tests.channels.slack.workspace import INTERNAL, JO, PRIYA, RAJ, SHARED

DM = f"D{PRIYA}"


def named(message, action):
    """Give a button of a message as what pressing it sends."""
    found = [b for b in _buttons(message["blocks"]) if b["action_id"].startswith(action)]
    return {"action_id": found[0]["action_id"], "value": found[0].get("value", "")}


def chosen(message, value):
    """Give a line of the menu as what choosing it sends."""
    menu = next(b for b in _buttons(message["blocks"]) if b["type"] == "overflow")
    option = next(o for o in menu["options"] if o["value"].startswith(value))
    return {"type": "overflow", "action_id": menu["action_id"], "selected_option": option}


def _buttons(thing):
    if isinstance(thing, dict):
        if "action_id" in thing:
            yield thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            yield from _buttons(part)


def shown(slack, work):
    return json.dumps(slack.views[work.last_view])


@pytest.fixture
async def asked(work, slack):
    """The bot's first answer in the shared channel."""
    await work.mentions(PRIYA, "our close takes nine days")
    return slack.posted(SHARED)[0]


async def test_a_shared_reply_has_a_card_and_no_more_than_three_buttons(asked):
    answer = [b for b in asked["blocks"] if b["type"] in ("card", "actions")]
    texts = [b.get("text", {}).get("text", "menu") for b in _buttons(answer)]
    assert texts == [
        "Read 'The close that was not finance's'",
        "Not like us",
        "menu",
        "Continue privately",
    ]


async def test_a_story_opens_in_a_modal(work, slack, asked):
    await work.presses(PRIYA, named(asked, "read"), asked)
    assert "The close took nine days." in shown(slack, work)
    assert slack.posted(SHARED) == [asked]


async def test_a_story_is_cleared_again_at_the_press(work, slack):
    """Its id alone opens nothing, whoever got hold of it; in a shared room not even for a rep."""
    await work.says(JO, "stories about the close", f"D{JO}")
    [internal] = slack.posted(f"D{JO}")
    button = named(internal, "read")
    await work.presses(JO, button, internal, f"D{JO}")
    assert SECRET in shown(slack, work)
    for who in (PRIYA, JO):
        await work.presses(who, button, {"ts": "1.1", "thread": "1.1"}, SHARED)
        assert SECRET not in shown(slack, work)
        assert "not here any more" in shown(slack, work)


async def test_who_presses_is_looked_up_apart_from_who_wrote(work, slack):
    await work.mentions(JO, "stories about the close", INTERNAL)
    [answer] = slack.posted(INTERNAL)
    stranger = {"user": {"id": JO, "team_id": ACME}}
    await work.presses(JO, named(answer, "read"), answer, INTERNAL, more=stranger)
    assert SECRET not in shown(slack, work)


async def test_not_like_us_brings_another_answer_once(work, slack, asked):
    for _ in range(2):
        await work.presses(PRIYA, named(asked, "not_like_us"), asked)
    assert len(slack.posted(SHARED)) == 2
    assert slack.posted(SHARED)[1]["thread"] == asked["thread"]


async def test_a_choice_from_the_menu_is_as_good_as_typed(work, slack, asked):
    await work.presses(PRIYA, chosen(asked, "suggest:person"), asked)
    assert len(slack.posted(SHARED)) == 2


async def test_why_a_story_came_up_is_told_to_who_asks(work, slack, asked):
    await work.presses(PRIYA, chosen(asked, "why"), asked)
    assert "Both wait for other people" in shown(slack, work)


async def test_feedback_is_asked_in_private_alone_and_taken_silently(work, slack, asked):
    assert "feedback_buttons" not in json.dumps(asked["blocks"])
    await work.says(PRIYA, "our close takes nine days", DM)
    [answer] = slack.posted(DM)
    press = {"type": "feedback_buttons", "action_id": "feedback", "value": "yes"}
    for value in ("yes", "no"):
        response = await work.presses(PRIYA, press | {"value": value}, answer, DM)
        assert response.status_code == 200
    assert slack.posted(DM) == [answer]


async def test_notes_are_read_corrected_confirmed_and_withdrawn_in_a_modal(
    work, slack, bot, asked
):
    room = f"{HOME}/{SHARED}/{asked['thread']}"
    await work.presses(PRIYA, chosen(asked, "notes"), asked)
    notes = work.last_view
    assert "our close takes nine days" in shown(slack, work)
    await work.presses_in(PRIYA, _entry_choice(slack, notes, "correct"), notes)
    form = work.last_view
    answer = await work.submits(PRIYA, form, "our close takes six days", root=notes)
    assert answer.text == ""  # the form closes, and the notes below it are seen again
    assert "our close takes six days" in json.dumps(slack.views[notes])
    assert "Done: corrected." in json.dumps(slack.views[notes])
    await work.presses_in(PRIYA, {"action_id": "confirm", "value": "confirm"}, notes)
    assert (await bot.brief(room)).standing(Field.PROBLEM)[0].confirmed
    await work.presses_in(PRIYA, _entry_choice(slack, notes, "withdraw"), notes)
    assert (await bot.brief(room)).standing() == ()
    assert "Nothing is noted here" in json.dumps(slack.views[notes])
    assert slack.posted(SHARED) == [asked]


async def test_nobody_changes_what_another_said(work, slack, bot, asked):
    room = f"{HOME}/{SHARED}/{asked['thread']}"
    [entry] = (await bot.brief(room)).standing()
    await work.presses(RAJ, chosen(asked, "notes"), asked)
    notes = work.last_view
    assert "accessory" not in shown(slack, work)
    forged = {"type": "overflow", "action_id": "entry"}
    for what in ("correct", "withdraw"):
        option = {"selected_option": {"value": f"{what}:{entry.id}"}}
        await work.presses_in(RAJ, forged | option, notes)
    assert work.last_view == notes
    assert (await bot.brief(room)).standing() == (entry,)


async def test_going_on_in_private_opens_a_direct_message(work, slack, asked):
    await work.presses(PRIYA, named(asked, "alone"), asked)
    [hello] = slack.posted(DM)
    assert "Only you and this bot" in hello["text"]
    assert "nine days" not in hello["text"]
    assert slack.posted(SHARED) == [asked]


async def test_where_no_direct_message_is_allowed_one_goes_on_in_a_modal(work, slack, bot, asked):
    slack.no_dm.add(PRIYA)
    await work.presses(PRIYA, named(asked, "alone"), asked)
    modal = work.last_view
    answer = await work.submits(PRIYA, modal, "between us, nobody checks the totals")
    assert answer.json()["response_action"] == "update"
    assert "Nine days is long" in json.dumps(slack.views[modal])
    assert slack.posted(SHARED) == [asked]
    [entry] = (await bot.brief(f"{HOME}/@{PRIYA}")).standing()
    assert entry.circle == "mine"
    assert "between us" not in str(await bot.brief(f"{HOME}/{SHARED}/{asked['thread']}"))


async def test_nobody_writes_into_anothers_private_modal(work, slack, bot, asked):
    slack.no_dm.add(PRIYA)
    await work.presses(PRIYA, named(asked, "alone"), asked)
    modal = work.last_view
    await work.submits(PRIYA, modal, "between us, nobody checks the totals")
    before, shown_to_her = await bot.brief(f"{HOME}/@{PRIYA}"), slack.views[modal]
    await work.submits(RAJ, modal, "what did she say")
    assert await bot.brief(f"{HOME}/@{PRIYA}") == before
    assert slack.views[modal] == shown_to_her


async def test_notes_come_as_files_in_private(work, slack):
    ts = await work.says(PRIYA, "our close takes nine days", DM)
    await work.says(PRIYA, "show my notes", DM, thread=ts)
    names = [f["name"] for f in slack.files.values()]
    assert names == ["problem-notes.md", "problem-notes.pdf"]
    assert all(f["content"] for f in slack.files.values())
    assert b"our close takes nine days" in next(iter(slack.files.values()))["content"]


async def test_in_a_shared_room_notes_are_opened_by_each_and_no_file_is_posted(work, slack, asked):
    await work.mentions(PRIYA, "show my notes", thread=asked["thread"])
    assert slack.files == {}
    answer = slack.posted(SHARED)[-1]
    await work.presses(PRIYA, named(answer, "notes"), answer)
    notes = work.last_view
    await work.presses_in(PRIYA, {"action_id": "files", "value": "files"}, notes)
    assert [m["files"][0]["name"] for m in slack.messages[DM]] == [
        "problem-notes.md",
        "problem-notes.pdf",
    ]


async def test_a_modal_that_was_closed_meanwhile_is_no_trouble(work, slack, bot, asked):
    await work.presses(PRIYA, chosen(asked, "notes"), asked)
    slack.break_next("views.update", Fault(error="not_found"))
    await work.presses_in(PRIYA, {"action_id": "confirm", "value": "confirm"}, work.last_view)
    assert await bot.ledger.outbox.waiting() == []


@pytest.mark.parametrize("kind", ["shortcut", "message_action", "view_closed"])
async def test_shortcuts_and_closed_modals_are_taken(work, kind):
    body = work.interaction(PRIYA, kind) | {"callback_id": "x", "view": {"callback_id": "x"}}
    answer = await work.interacts(body)
    assert answer.status_code == 200


def _entry_choice(slack, view, what):
    for block in slack.views[view]["blocks"]:
        if "accessory" in block:
            menu = block["accessory"]
            option = next(o for o in menu["options"] if o["value"].startswith(what))
            return {
                "type": "overflow",
                "action_id": menu["action_id"],
                "selected_option": option,
            }
    raise AssertionError("there is no entry to change")
