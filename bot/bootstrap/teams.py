"""Teams, joined with the use cases; imported only where it is configured."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.bootstrap.app import App
from bot.channels.teams.channel import open_channel
from bot.channels.teams.parts import Access, Served, TeamsParts


@asynccontextmanager
async def open_teams(app: App) -> AsyncIterator[Served]:
    """Open the channel, have it post what waits for it, and give what it serves."""
    async with open_channel(_parts(app)) as channel:
        app.posters["teams"], app.members["teams"] = channel.poster, channel.members
        app.names["teams"] = channel.members
        yield channel.served
        # Closed again when nothing is served any more; what still waits is posted next time.
        del app.posters["teams"], app.members["teams"], app.names["teams"]


def _parts(app: App) -> TeamsParts:
    settings = app.settings
    access = Access(
        app_id=settings.teams_app_id,
        password=settings.teams_app_password.get_secret_value(),
        tenant=settings.teams_tenant_id,
        unauthenticated=settings.teams_unauthenticated,
    )
    values = {"operator": settings.operator}
    return TeamsParts(
        access=access,
        respond=app.respond,
        read=app.read,
        role_of=app.people.role_of,
        operator=settings.operator,
        greeting=app.wording.line("welcome_what_i_am", 0, values),
    )
