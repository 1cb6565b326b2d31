"""Rooms of Teams to write in."""

import itertools

from tests.fakes.teams import ACME, Place

_numbers = itertools.count(1)


def group(host=ACME):
    """A group chat."""
    return Place(f"19:group{next(_numbers)}@thread.v2", "groupChat", host)


def thread(host=ACME, kind=""):
    """A thread of one and the same channel."""
    room = f"19:channel@thread.tacv2;messageid={next(_numbers)}"
    return Place(room, "channel", host, kind)
