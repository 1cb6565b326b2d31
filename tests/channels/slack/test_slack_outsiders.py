"""No outsider is shown anything internal: whoever they are, wherever, and on whichever surface."""

import json

import pytest

from bot.domain.text import sentences
from bot.ports.library import StoryFilter
from tests.channels.slack.standin import ACME, HOME, Fault
from tests.channels.slack.test_slack_files import shared_file
from tests.channels.slack.test_slack_presses import named
from tests.channels.slack.whole_bot import shared_channel, whole_workspace
from tests.channels.slack.workspace import GUEST, INTERNAL, JO, PRIYA

WORDS = "changes that are said to be urgent, each of them, and are not"
_LONG = 40  # characters of a sentence that nobody writes by chance


async def as_stranger(work, slack):
    return PRIYA


async def as_guest(work, slack):
    return GUEST


async def as_one_who_left(work, slack):
    """Someone with a role of ours whose account was closed."""
    slack.user(JO, HOME, deleted=True)
    return JO


async def as_one_from_elsewhere(work, slack):
    """Someone with a role of ours, by their id, who comes from another company."""
    slack.user(JO, ACME, is_stranger=True)
    return JO


async def as_one_unknown(work, slack):
    """Someone with a role of ours of whom Slack says nothing."""
    slack.break_next("users.info", *[Fault(error="user_not_found")] * 200)
    return JO


WHO = (as_stranger, as_guest, as_one_who_left, as_one_from_elsewhere, as_one_unknown)


async def event(work, who, room, found):
    if room.startswith("D"):
        await work.says(who, f"stories about {WORDS}", room)
    else:
        await work.mentions(who, f"stories about {WORDS}", room)


async def button(work, who, room, found):
    """The ids of buttons are no secret: one that a rep was shown is pressed here."""
    message = {"ts": "5.1", "thread": "5.1"}
    for action in ("read:0", "why:0", "not_like_us:0", "rep_read:0"):
        await work.presses(who, {"action_id": action, "value": found}, message, room)


async def modal(work, who, room, found):
    """A modal of a rep's, and one to say something in, sent by somebody else."""
    held = {"room": f"{HOME}/@{who}", "there": f"{HOME}/{room}", "story": found, "asked": WORDS}
    for callback in ("rep_find", "rep_post", "alone_said", "notes", "correction"):
        shown = {"type": "modal", "callback_id": callback, "blocks": []}
        title = {"title": {"type": "plain_text", "text": "x"}}
        work.slack.views["VFORGED"] = shown | title | {"private_metadata": json.dumps(held)}
        await work.submits(who, "VFORGED", WORDS)


async def shortcut(work, who, room, found):
    message = {"ts": "5.1", "user": who, "text": WORDS}
    await work.uses_on(who, "stories_for_this", message, room)


async def command(work, who, room, found):
    for name, text in (("/stories", WORDS), ("/brief", "acme"), ("/prep", "acme")):
        await work.commands(who, name, text, room)


async def file(work, who, room, found):
    """A file that is handed over, and the notes that are asked for as files."""
    for handed in ([shared_file(work.slack)], []):
        text = f"show my notes about {WORDS}"
        subtype = {"subtype": "file_share", "files": handed} if handed else {}
        await work.sends(work.message(who, text, room, **subtype))
        await work.rest()


async def unfurl(work, who, room, found):
    """The app subscribes to no links; an event of one, should it come, is dropped."""
    links = [{"domain": "northstar.example", "url": f"https://northstar.example/{found}"}]
    shared = {"type": "link_shared", "user": who, "channel": room, "links": links}
    await work.sends(shared | {"message_ts": "5.1"})
    await work.rest()
    assert not [c for c in work.slack.calls if c.method == "chat.unfurl"]


async def home(work, who, room, found):
    for tab in ("home", "messages"):
        opened = {"type": "app_home_opened", "user": who, "channel": f"D{who}", "tab": tab}
        await work.sends(opened)
        await work.rest()


# A canvas is made of the same page as the files, in the same direct message.
SURFACES = (event, button, modal, shortcut, command, file, unfurl, home)
ROOMS = ("shared", "internal", "direct")


@pytest.fixture
async def work(slack, app):
    async with whole_workspace(slack, app) as joined:
        joined.told = []
        posts = joined.posts

        async def heard(*asked):
            answer = await posts(*asked)
            joined.told.append(answer.text)
            return answer

        joined.posts = heard
        yield joined


@pytest.fixture
async def secrets(app):
    """Titles, customers and sentences of stories that are for our own people alone."""
    stories = [s.story for s in await app.stories.all(StoryFilter())]
    internal = [s for s in stories if s.effective_visibility == "internal"]
    told = {line for s in internal for text in s.facets.values() for line in sentences(text)}
    names = {name for s in internal for name in (s.title, s.customer) if name}
    return names | {line for line in told if len(line) >= _LONG}


def leaked(secrets, work):
    calls = [c.arguments for c in work.slack.calls]
    shown = json.dumps([calls, work.told], ensure_ascii=False).replace("\\n", " ")
    return [secret for secret in secrets if secret in shown]


async def found_by_a_rep(work, secrets):
    """Give the id of an internal story, as a rep is shown it in private."""
    await work.says(JO, f"stories about {WORDS}", f"D{JO}")
    assert leaked(secrets, work), "the test would show nothing"
    message = work.slack.posted(f"D{JO}")[-1]
    card = next(b for b in message["blocks"] if "[internal]" in str(b.get("subtitle")))
    return named({"blocks": [card]}, "read")["value"]


@pytest.mark.parametrize("who", WHO, ids=lambda who: who.__name__)
@pytest.mark.parametrize("place", ROOMS)
async def test_nothing_internal_is_shown_to_an_outsider(work, slack, secrets, who, place):
    found = await found_by_a_rep(work, secrets)
    author = await who(work, slack)
    work.channel._parts.lookups._people.clear()
    members = (JO, author)
    places = {"shared": shared_channel(slack), "direct": f"D{author}"}
    room = places.get(place) or slack.channel(f"{INTERNAL}{author}", members)
    for surface in SURFACES:
        slack.calls.clear()
        work.told.clear()
        await surface(work, author, room, found)
        assert leaked(secrets, work) == [], surface.__name__


def test_there_are_more_than_forty_of_them():
    assert len(WHO) * len(ROOMS) * len(SURFACES) > 40
