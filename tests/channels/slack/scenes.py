"""Short scenes that together call every method of Slack's that the bot uses, and what is left."""

import json

from bot.domain.audience import Room
from tests.channels.slack.standin import ACME, HOME, Fault
from tests.channels.slack.test_slack_presses import chosen, named
from tests.channels.slack.workspace import INTERNAL, JO, PRIYA, SHARED

DM = f"D{PRIYA}"
CANVAS = "canvas"  # in every line that tells of one
LOST = Fault(500, lost=True)  # done, but the answer did not come back


async def among_ourselves(work):
    """A rep asks in a channel of our own."""
    await work.mentions(JO, "stories about the close", INTERNAL)


async def thanks(work):
    """A thank-you gets a reaction."""
    await work.mentions(PRIYA, "thanks, that helps")


async def in_private(work):
    """A buyer opens the tab, writes directly, and gets her notes as files."""
    await work.sends({"type": "app_home_opened", "user": PRIYA, "channel": DM, "tab": "messages"})
    await work.says(PRIYA, "our close takes nine days", DM)
    await work.says(PRIYA, "show my notes", DM)


async def a_canvas_that_is_deleted(work):
    """A buyer gets her notes as a canvas too, and deletes it."""
    await work.says(PRIYA, "show my notes", DM)
    for told in [m for m in work.slack.posted(DM) if CANVAS in m["text"]]:
        await work.presses(PRIYA, named(told, "delete_canvas"), told, DM)


async def whose_room(work):
    """A buyer writes, and a rep asks for the account by the company's name."""
    ts = await work.mentions(PRIYA, "our close takes nine days")
    room = Room(f"{HOME}/{SHARED}/{ts}", "slack", account=ACME)
    await work.channel._parts.lookups.name_of(room)


async def with_modals(work):
    """A buyer reads a story, corrects her notes, and goes on in private."""
    await work.mentions(PRIYA, "our close takes nine days")
    asked = work.slack.posted(SHARED)[0]
    await work.presses(PRIYA, named(asked, "read"), asked)
    await work.presses(PRIYA, chosen(asked, "notes"), asked)
    if notes := _opened(work, "Notes"):
        entry = next(b["accessory"] for b in work.view(notes)["blocks"] if "accessory" in b)
        press = {"type": "overflow", "action_id": entry["action_id"]}
        await work.presses_in(PRIYA, press | {"selected_option": entry["options"][0]}, notes)
        if form := _opened(work, "Correct"):
            await work.submits(PRIYA, form, "our close takes six days", root=notes)
    await work.presses(PRIYA, named(asked, "alone"), asked)


async def a_post_in_doubt(work):
    """The first post goes through, and the answer to it is lost."""
    work.slack.break_next("chat.postMessage", LOST)
    await work.mentions(PRIYA, "our close takes nine days")


async def an_answer_aside_in_doubt(work):
    """What a rep asks for among buyers is answered directly, and that answer is lost."""
    work.slack.break_next("chat.postMessage", LOST)
    await work.mentions(JO, "stories about closes that take too long")


async def a_stream_that_breaks_off(work):
    """A stream is begun, and Slack takes no more of it."""
    work.slack.break_next("chat.appendStream", Fault(error="internal_error"))
    work.slack.break_next("chat.stopStream", Fault(error="internal_error"))
    await work.says(PRIYA, "our close takes nine days", DM)


async def a_reply_that_is_taken_back(work):
    """One of ours finds it wrong."""
    await work.mentions(JO, "stories about the close", INTERNAL)
    [wrong] = work.slack.posted(INTERNAL) or [None]
    if wrong:
        found = wrong | {"thread_ts": wrong["thread"]}
        await work.uses_on(JO, "take_back", found, INTERNAL)


async def a_channel_that_is_left(work):
    """One of ours sends it away."""
    await work.mentions(JO, "leave", INTERNAL)


async def a_company_by_its_name(work):
    """What a company that shares a channel with us is called."""
    room = Room(f"{HOME}/{SHARED}/1.1", "slack", account=ACME)
    await work.channel._parts.lookups.name_of(room)


async def a_home_that_is_opened(work):
    """A buyer looks who this is."""
    await work.sends({"type": "app_home_opened", "user": PRIYA, "channel": DM, "tab": "home"})


SCENES = (
    a_home_that_is_opened,
    a_reply_that_is_taken_back,
    a_channel_that_is_left,
    a_company_by_its_name,
    among_ourselves,
    thanks,
    in_private,
    a_canvas_that_is_deleted,
    whose_room,
    with_modals,
    a_post_in_doubt,
    an_answer_aside_in_doubt,
    a_stream_that_breaks_off,
)
# The scene to look at a method in, where not the first that calls it will do.
OF_METHOD = {
    "chat.appendStream": in_private,
    "chat.stopStream": in_private,
    "chat.postMessage": among_ourselves,
}


def answers_in(slack):
    """Count the answers, wherever they stand: a room that is not known is no place for all."""
    seen = [one for messages in left_in(slack).values() for one in messages]
    return len([one for one in seen if "Only you and this bot" not in one and CANVAS not in one])


def left_in(slack):
    """Give what people see in the end: messages by room, and files."""
    rooms = {
        room: sorted(_seen(m) for m in messages if not m.get("streaming"))
        for room, messages in slack.messages.items()
    }
    return {room: seen for room, seen in rooms.items() if seen}


def _seen(message):
    files = [file["name"] for file in message.get("files", ())]
    blocks = message.get("blocks") or ()
    said = "".join(b["text"]["text"] for b in blocks if b["type"] == "section")
    text = message.get("text", "").strip()
    cards = [b["title"]["text"] for b in blocks if b["type"] == "card"]
    return json.dumps([said or text, files, cards])


def _opened(work, title):
    views = work.slack.views
    return next((v for v in reversed(views) if views[v]["title"]["text"] == title), None)
