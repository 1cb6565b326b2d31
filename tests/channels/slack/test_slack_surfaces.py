"""Who x place x surface: nothing internal reaches an outsider, and nothing of it a shared room."""

import json
from dataclasses import dataclass

import pytest

from tests.channels.slack.standin import BOT, BOT_ID
from tests.channels.slack.test_slack_home import opens
from tests.channels.slack.whole_bot import shared_channel, until_posted, whole_workspace
from tests.channels.slack.workspace import GUEST, JO, PRIYA, RAJ

INTERNAL = "The drawer with eighty-three boxes"  # a story for the vendor's people alone
ABOUT_IT = "boxes in a drawer of a pharmacy"
OTHERS_WORDS = "Our forklifts stand idle each Monday."  # of another company
KIM = "U0KIM"  # one of the vendor's people without a role


@pytest.fixture
async def work(slack, app):
    async with whole_workspace(slack, app) as joined:
        yield joined


@dataclass
class Scene:
    """A person in a place."""

    work: object
    slack: object
    who: str
    place: str

    async def stories(self):
        await self.work.commands(self.who, "/stories", ABOUT_IT, self.place)

    async def brief(self):
        await self.work.commands(self.who, "/brief", "Otherton", self.place)

    async def prep(self):
        await self.work.commands(self.who, "/prep", "Otherton", self.place)

    async def shortcut(self):
        said = {"ts": "5.1", "user": RAJ, "text": ABOUT_IT}
        await self.work.uses_on(self.who, "stories_for_this", said, self.place)

    async def take_back(self):
        said = {"ts": "5.1", "user": BOT, "bot_id": BOT_ID, "text": "x"}
        await self.work.uses_on(self.who, "take_back", said, self.place)

    async def home(self):
        home = await opens(self.work, self.slack, self.who)
        self.slack.views["home"] = home

    async def modal(self):
        """A modal of a rep's is sent with a story that was never offered."""
        held = {"room": f"T0HOME/@{self.who}", "there": f"T0HOME/{self.place}"}
        self.slack.views["forged"] = {
            "type": "modal",
            "callback_id": "rep_find",
            "title": {"type": "plain_text", "text": "Stories"},
            "blocks": [],
            "private_metadata": json.dumps(held),
        }
        await self.work.sends_view(self.who, "forged", ABOUT_IT)

    async def share_button(self):
        """The story's own id is pressed and sent, as if it had been offered."""
        story = await self.work.app.stories.get(["the-drawer-of-boxes"])
        ref = story["the-drawer-of-boxes"].ref
        held = {"room": f"T0HOME/@{self.who}", "there": f"T0HOME/{self.place}", "story": ref}
        self.slack.views["forged"] = {
            "type": "modal",
            "callback_id": "rep_post",
            "title": {"type": "plain_text", "text": "Share a story"},
            "blocks": [],
            "private_metadata": json.dumps(held),
        }
        for action in ("rep_read:0", "rep_share:0"):
            press = {"action_id": action, "value": ref}
            await self.work.presses_in(self.who, press, "forged")
        await self.work.sends_view(self.who, "forged")


SURFACES = [
    "stories",
    "brief",
    "prep",
    "shortcut",
    "take_back",
    "home",
    "modal",
    "share_button",
]


@pytest.mark.parametrize("place", ["shared", "own", "direct"])
@pytest.mark.parametrize("who", [PRIYA, GUEST, KIM, JO], ids=["buyer", "guest", "no role", "rep"])
async def test_who_sees_what_where(work, app, who, place):
    """Each surface in turn, in one place by one person: 96 combinations in all."""
    slack, work.app = work.slack, app
    slack.user(KIM)
    slack.teams["T0OTHER"] = "Otherton"
    slack.user(RAJ, "T0OTHER", is_stranger=True)
    await work.mentions(RAJ, OTHERS_WORDS, shared_channel(slack, [RAJ], "T0OTHER"))
    where = {
        "shared": lambda: shared_channel(slack, [PRIYA, GUEST, KIM, JO]),
        "own": lambda: slack.channel(f"C0OWN{slack.next_ts()[-6:]}", [KIM, JO]),
        "direct": lambda: f"D{who}",
    }[place]()
    for surface in SURFACES:
        slack.views.clear()
        before = len(slack.calls)
        await getattr(Scene(work, slack, who, where), surface)()
        await until_posted(work, app)
        seen = json.dumps([v for v in slack.views.values() if "blocks" in v], ensure_ascii=False)
        sent = [c.arguments for c in slack.calls[before:] if "channel" in c.arguments]
        posted = json.dumps(sent, ensure_ascii=False)
        assert "forklifts" not in seen + posted, surface  # nobody here is a member there
        assert INTERNAL not in posted, surface
        if who == JO:
            shows = surface in ("stories", "shortcut", "modal", "share_button")
            assert (INTERNAL in seen) is shows, surface
        else:
            assert "Share here" not in seen, surface
            assert "eighty-three" not in seen.replace(ABOUT_IT, ""), surface
