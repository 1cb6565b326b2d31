"""Posting: once, in order, under a lease that holds; no reply holds up another for long."""

import pytest

from bot.domain.audience import Room
from bot.domain.errors import LeaseLostError
from bot.ports.turns import Lease, Outgoing, PostState
from bot.use_cases.deliver import HOLDS_UP, Deliver, Holding
from tests.builders import NOW, make_reply


class FakeOutbox:
    def __init__(self, *outgoing):
        self.known = {o.id: o for o in outgoing}
        self.posted, self.later, self.held_by = {}, {}, None

    async def waiting(self, conversation_id):
        return [o for o in self.known.values() if o.id not in self.posted]

    async def mark_posting(self, outgoing_id, lease):
        if self.held_by not in (None, lease.owner):
            raise LeaseLostError("another's")

    async def mark_posted(self, outgoing_id, receipt):
        self.posted[outgoing_id] = receipt

    async def put_off(self, outgoing_id, seconds):
        self.later[outgoing_id] = seconds


class FakePoster:
    def __init__(self, *, broken=(), found=None):
        self.posts, self._broken, self._found = [], broken, found

    async def post(self, outgoing):
        if outgoing.id in self._broken:
            raise ConnectionError("the channel is down")
        self.posts.append(outgoing.id)
        return "ts"

    async def find(self, outgoing):
        return self._found


def reply_of(n, state=PostState.READY, **more):
    room = Room("C1", "slack")
    return Outgoing(n, f"k{n}", n, room, make_reply("Hello."), state, NOW, **more)


def holding(until=100.0, now=0.0):
    return Holding(Lease("slack:C1", "worker", 1), until, lambda: now)


async def deliver(outbox, poster, held=None, **more):
    return await Deliver(outbox, {"slack": poster})(held or holding(), **more)


async def test_what_waits_is_posted_oldest_first():
    outbox, poster = FakeOutbox(reply_of(1), reply_of(2)), FakePoster()
    assert await deliver(outbox, poster)
    assert poster.posts == [1, 2]


async def test_a_reply_that_cannot_be_posted_holds_up_those_behind_it_for_a_while():
    """People read them in order; each try is put off longer than the last."""
    outbox, poster = FakeOutbox(reply_of(1), reply_of(2)), FakePoster(broken={1})
    assert not await deliver(outbox, poster)
    assert (poster.posts, outbox.later) == ([], {1: 1.0})


async def test_a_reply_that_cannot_be_posted_does_not_hold_up_the_others_for_ever():
    stuck = reply_of(1, PostState.POSTING, attempts=HOLDS_UP)
    outbox, poster = FakeOutbox(stuck, reply_of(2)), FakePoster(broken={1})
    assert await deliver(outbox, poster)
    assert (poster.posts, outbox.later) == ([2], {1: 16.0})


async def test_what_was_put_off_waits_unless_it_is_asked_for():
    outbox, poster = FakeOutbox(reply_of(1, due=False), reply_of(2)), FakePoster()
    assert not await deliver(outbox, poster)
    assert poster.posts == []
    assert await deliver(outbox, poster, eager=True)
    assert poster.posts == [1, 2]


@pytest.mark.parametrize(("found", "posts"), [("ts-1", []), (None, [1])])
async def test_a_post_in_doubt_is_looked_up_once_and_else_posted_again(found, posts):
    outbox, poster = FakeOutbox(reply_of(1, PostState.POSTING)), FakePoster(found=found)
    assert await deliver(outbox, poster)
    assert poster.posts == posts
    assert outbox.posted == {1: found or "ts"}


async def test_who_was_overtaken_posts_nothing():
    outbox, poster = FakeOutbox(reply_of(1)), FakePoster()
    outbox.held_by = "another"
    with pytest.raises(LeaseLostError):
        await deliver(outbox, poster)
    assert poster.posts == []


async def test_a_process_that_did_not_run_for_a_while_posts_nothing_stale():
    """Its own clock says that the lease must have run out, whatever it was told before."""
    outbox, poster = FakeOutbox(reply_of(1)), FakePoster()
    with pytest.raises(LeaseLostError):
        await deliver(outbox, poster, holding(until=10.0, now=60.0))
    assert poster.posts == []
