"""The application with its sample stories, as the Slack channel is handed it."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from bot.domain.audience import Role
from tests.channels.slack.workspace import JO, PRIYA, SAM, workspace

ROLES = {f"slack:{JO}": Role.REP, f"slack:{SAM}": Role.OWNER}
_channels = count(1)
_thousands = count(1000, 1000)


@dataclass
class WholeBot:
    """What the channel needs of the application."""

    app: object

    def __post_init__(self):
        self.respond, self.read = self.app.respond, self.app.read
        self.posters, self.assist = self.app.posters, self.app.assist
        self.look_in, self.overhear = self.app.look_in, self.app.overhear

    async def role_of(self, person):
        return ROLES.get(person)


@asynccontextmanager
async def whole_workspace(slack, app):
    """Join the application to a stand-in of Slack, which says who is in its channels."""
    # The application is shared by all tests, so no two may use the same ids.
    slack._ids = count(next(_thousands))
    async with workspace(slack, WholeBot(app)) as joined:
        app.members["slack"] = app.names["slack"] = joined.channel._parts.lookups
        yield joined
        del app.members["slack"], app.names["slack"]


def shared_channel(slack, members=(PRIYA, JO), account="T0ACME", **more):
    """Make a channel of its own for each test: the application is shared by all."""
    return slack.channel(
        f"C0WHOLE{next(_channels)}",
        [*members],
        is_ext_shared=True,
        connected_team_ids=[account],
        **more,
    )


async def until_posted(work, app):
    """Let what is due be said and posted."""
    await app.respond.ring()
    await app.respond.recover(["slack"])
