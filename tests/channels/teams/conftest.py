"""A connector on loopback, and the channel before the whole bot."""

import pytest

from tests.fakes.teams import Signer, connector_at_work, teams_of


@pytest.fixture(scope="session")
def signer():
    return Signer()


@pytest.fixture
async def connector(signer):
    async with connector_at_work(signer) as connector:
        yield connector


@pytest.fixture
async def teams(app, connector, signer):
    """A client that writes to the whole bot on its sample stories."""
    parts = {"respond": app.respond, "read": app.read}
    parts |= {"role_of": app.people.role_of, "greeting": "I am a bot."}
    async with teams_of(connector, signer, **parts) as (channel, client):
        app.posters["teams"], app.members["teams"] = channel.poster, channel.members
        app.names["teams"] = channel.members
        yield client
        del app.posters["teams"], app.members["teams"], app.names["teams"]


@pytest.fixture
async def local_teams(app, connector, signer):
    """The same without tokens, as on a machine by itself."""
    parts = {"respond": app.respond, "read": app.read}
    parts |= {"role_of": app.people.role_of, "access": {"unauthenticated": True}}
    async with teams_of(connector, signer, **parts) as (channel, client):
        app.posters["teams"], app.members["teams"] = channel.poster, channel.members
        app.names["teams"] = channel.members
        yield client
        del app.posters["teams"], app.members["teams"], app.names["teams"]
