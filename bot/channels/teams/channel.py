"""The channel, joined from its parts, opened and closed in one place."""

import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from microsoft_teams.api.activities.install_update import InstalledActivity
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.apps import ActivityContext, App
from starlette.routing import Mount

from bot.channels.teams.address import Address
from bot.channels.teams.desk import Desk
from bot.channels.teams.dialogs import Dialogs
from bot.channels.teams.endpoint import Vouch, application, by_place, by_token
from bot.channels.teams.extension import Extension
from bot.channels.teams.files import Files
from bot.channels.teams.keys import SigningKeys
from bot.channels.teams.markup import escaped
from bot.channels.teams.members import RoomMembers
from bot.channels.teams.parts import TeamsParts
from bot.channels.teams.poster import TeamsPoster
from bot.channels.teams.sdk import make_library
from bot.channels.teams.tokens import TokenCheck
from bot.channels.teams.waiting import Waiting
from bot.channels.teams.who import Who
from bot.domain.audience import Place

PATH = "/teams"
_PATIENCE = 10.0  # seconds

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TeamsChannel:
    """What is served, what posts, and what says who is in a room."""

    served: Mount
    poster: TeamsPoster
    members: RoomMembers
    desk: Desk


@asynccontextmanager
async def open_channel(parts: TeamsParts) -> AsyncIterator[TeamsChannel]:
    """Open the channel; at the end what is being answered is finished first."""
    library = make_library(parts.access)
    keys = SigningKeys(parts.access.keys_url)
    who = Who(parts.access.tenant, parts.role_of)
    waiting = Waiting(parts.patience, parts.pace)
    async with httpx.AsyncClient(timeout=_PATIENCE) as store:
        files = Files(parts, who, store)
        desk = Desk(parts, who, waiting, files)
        _listen(library, desk, Dialogs(parts, who, desk), Extension(parts, who))
        library.on_file_consent(files.consented)
        library.on_install_add(_Greeter(parts.greeting, who).installed)
        await library.initialize()
        vouch: Vouch = by_place
        if not parts.access.unauthenticated:
            await keys.fetch()  # so that the first activity need not wait for them
            vouch = by_token(TokenCheck(parts.access.app_id, keys))
        try:
            yield TeamsChannel(
                Mount(PATH, application(library, vouch)),
                TeamsPoster(library, waiting, parts.access.tenant),
                RoomMembers(library, parts.access.tenant),
                desk,
            )
        finally:
            await desk.finish()
            await keys.close()
            for client in (library.http_client, library.api.http):
                await client.http.aclose()


def _listen(library: App, desk: Desk, dialogs: Dialogs, extension: Extension) -> None:
    """Say who handles what; what nobody handles is acknowledged and left alone."""
    library.on_message(desk.message)
    library.on_message_update(desk.edited)
    library.on_message_delete(desk.deleted)
    library.on_card_action_execute(desk.executed)
    library.on_message_submit_feedback(desk.rated)
    library.on_dialog_open(dialogs.opened)
    library.on_dialog_submit(dialogs.sent)
    library.on_message_ext_query(extension.searched)
    library.on_message_ext_open(extension.beside)


@dataclass(frozen=True, slots=True)
class _Greeter:
    """Says what this is where someone installs it for themselves; elsewhere nobody asked."""

    greeting: str
    who: Who

    async def installed(self, ctx: ActivityContext[InstalledActivity]) -> None:
        """Greet whoever installed the app."""
        party = await self.who(ctx.activity, ctx.api)
        _log.info("installed in a room of the kind %s", party.room.place)
        if party.room.place is not Place.DM or not self.greeting:
            return
        message = MessageActivityInput(text=escaped(self.greeting)).add_ai_generated()
        Address.of(party.room).sign(message, party.room)
        with contextlib.suppress(httpx.HTTPError):
            await ctx.api.conversations.create_activity(party.room.id, message)
