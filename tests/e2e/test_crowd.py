"""A crowd writes while processes are killed and the database is away: all is answered, once.

The full run is `python -m tests.e2e.crowd`; docs/measurements.md has its counts.
"""

import pytest

from tests.e2e.crowd import Crowd, run


@pytest.mark.parametrize(
    "crowd",
    [
        Crowd("postgresql", conversations=40, messages=6, kill_every=0.2),
        Crowd("postgresql", conversations=30, messages=4, kill_every=0, outage=2.0),
        Crowd("sqlite", conversations=30, messages=6, kill_every=0.4),
    ],
    ids=["three processes", "the database is stopped", "one process and a file"],
)
async def test_each_message_has_its_one_outcome_and_each_reply_is_seen_once(crowd):
    found = await run(crowd)
    assert found.replied + found.merged == found.messages == crowd.conversations * crowd.messages
    assert found.replied > crowd.conversations
    assert (found.without_outcome, found.lost, found.unposted, found.silent) == (0, 0, 0, 0)
    assert (found.posted_twice, found.out_of_order, found.in_the_wrong_room) == (0, 0, 0)
    assert found.kills > 0 or not crowd.kill_every
