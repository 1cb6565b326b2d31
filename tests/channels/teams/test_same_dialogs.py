"""Dialogs that hold for the bot hold in Teams: the same tests, unchanged, through the channel."""

import inspect
from types import ModuleType

import pytest

from bot.domain.audience import Place
from tests.dialogs import (
    test_dialogs_of_a_room,
    test_dialogs_of_decisions,
    test_dialogs_of_first_words,
    test_dialogs_of_peers,
    test_dialogs_of_the_notes,
    test_dialogs_of_who_reads,
    test_gaps,
    test_manners,
    test_take_along,
)
from tests.dialogs.talk import Talk
from tests.fakes.teams import teams_of
from tests.fakes.through_teams import Recorded, ThroughTeams

ROOMS = {"shared": Place.SHARED, "private": Place.DM}
# Edits and deletions are tried in test_conversation.py: in Teams they have no key of their own.
# What no activity of Teams says: to whom a message in a room is, and what is behind the channel.
NOT_SAID = ("Addressee", "Talk(", "faulty", ".app")


def dialogs_of(module: ModuleType):
    """Give the dialogs of a module that are held in one room, by people who speak to the bot."""
    for name, dialog in inspect.getmembers(module, inspect.iscoroutinefunction):
        rooms = set(inspect.signature(dialog).parameters)
        held = name.startswith("test_") and len(rooms) == 1 and rooms <= set(ROOMS)
        if held and not any(word in inspect.getsource(dialog) for word in NOT_SAID):
            yield dialog


DIALOGS = [
    dialog
    for module in (
        test_dialogs_of_a_room,
        test_dialogs_of_decisions,
        test_dialogs_of_first_words,
        test_dialogs_of_peers,
        test_dialogs_of_the_notes,
        test_dialogs_of_who_reads,
        test_gaps,
        test_manners,
        test_take_along,
    )
    for dialog in dialogs_of(module)
]


@pytest.fixture
async def through(app, connector, signer):
    recorded = Recorded(app.respond)
    parts = {"respond": recorded, "read": app.read}
    async with teams_of(connector, signer, role_of=app.people.role_of, **parts) as (
        channel,
        client,
    ):
        app.posters["teams"] = channel.poster
        yield ThroughTeams(app, client, recorded)
        del app.posters["teams"]


def test_there_are_dialogs_to_hold():
    assert len(DIALOGS) >= 20


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda d: d.__name__.removeprefix("test_"))
async def test_a_dialog_is_the_same_through_teams(dialog, through):
    [room] = inspect.signature(dialog).parameters
    await dialog(Talk(through, ROOMS[room]))
