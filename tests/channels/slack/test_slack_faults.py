"""Every method of Slack's, met by every fault: each message is answered once, nothing leaks."""

import pytest

from bot.channels.slack.manifest import CANVAS, NO_SCOPE_METHODS, OPTIONAL, SCOPES
from tests.channels.slack.conftest import opened_bot
from tests.channels.slack.scenes import (
    OF_METHOD,
    SCENES,
    a_post_in_doubt,
    an_answer_aside_in_doubt,
    answers_in,
    left_in,
    with_modals,
)
from tests.channels.slack.small_bot import SECRET
from tests.channels.slack.standin import Fault, StandIn, running
from tests.channels.slack.workspace import PRIYA, SHARED, fill, workspace

METHODS = sorted(
    {m for scope in (*SCOPES, *OPTIONAL, CANVAS) for m in scope.methods} | set(NO_SCOPE_METHODS)
)
BUSY = Fault(429)
FAULTS = {
    "broken": Fault(503),
    "done, but not told": Fault(500, lost=True),
    "too slow": Fault(seconds=0.5),
    "refused": Fault(error="internal_error"),
}


@pytest.fixture(scope="session")
def played():
    """Each scene as it goes undisturbed: the methods that it calls, and what is left."""
    return {}


async def play(scene, tables, folder, *faults):
    """Play a scene in a workspace of its own, faults included; gives the workspace's Slack."""
    async with running(fill(StandIn())) as slack, opened_bot(tables, folder) as bot:
        async with workspace(slack, bot, patience=0.3, canvas=True) as work:
            work.again = 3
            for method, fault in faults:
                slack.break_next(method, fault)
            await scene(work)
            await work.caught_up()
        assert slack.wrong == []
        assert SECRET not in slack.all_text(SHARED) + slack.all_text(f"D{PRIYA}")
        return slack


@pytest.fixture
async def undisturbed(played, tables, tmp_path_factory):
    for scene in () if played else SCENES:
        slack = await play(scene, tables, tmp_path_factory.mktemp("undisturbed"))
        played[scene] = ({c.method for c in slack.calls}, left_in(slack), answers_in(slack))
    return played


def scene_of(method, undisturbed):
    """Give a scene that calls a method."""
    calling = [scene for scene, (methods, *_) in undisturbed.items() if method in methods]
    assert calling, f"no scene calls {method}: add one to scenes.py"
    return OF_METHOD.get(method, calling[0])


async def test_a_channel_is_read_back_only_where_a_post_is_in_doubt(undisturbed):
    reading = {"conversations.replies", "conversations.history"}
    read = {scene for scene, (methods, *_) in undisturbed.items() if methods & reading}
    assert read == {a_post_in_doubt, an_answer_aside_in_doubt}


@pytest.mark.parametrize("method", METHODS)
async def test_a_method_that_is_busy_is_called_again(undisturbed, tables, tmp_path, method):
    """And people see what they would have seen."""
    scene = scene_of(method, undisturbed)
    slack = await play(scene, tables, tmp_path, (method, BUSY))
    assert not slack.faults[method]
    assert left_in(slack) == undisturbed[scene][1]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("method", METHODS)
async def test_whatever_fails_each_message_is_answered_once(
    undisturbed, tables, tmp_path, method, fault
):
    scene = scene_of(method, undisturbed)
    slack = await play(scene, tables, tmp_path, (method, fault))
    assert answers_in(slack) == undisturbed[scene][2]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_where_slack_opens_no_direct_message_one_goes_on_in_a_modal(tables, tmp_path, fault):
    slack = await play(with_modals, tables, tmp_path, ("conversations.open", fault))
    assert "In private" in [view["title"]["text"] for view in slack.views.values()]


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])
async def test_what_slack_finds_too_long_is_said_in_words_alone(work, slack, error):
    slack.break_next("chat.postMessage", Fault(error=error))
    await work.mentions(PRIYA, "our close takes nine days")
    [answer] = slack.posted(SHARED)
    assert "blocks" not in answer
    assert "Nine days is long." in answer["text"]
    assert "The close that was not finance's" in answer["text"]


@pytest.mark.parametrize("method", ["chat.stopStream", "chat.startStream"])
async def test_a_stream_that_slack_finds_too_long_is_posted_in_its_place(work, slack, method):
    slack.break_next(method, Fault(error="invalid_blocks"))
    await work.says(PRIYA, "our close takes nine days", f"D{PRIYA}")
    [answer] = slack.messages[f"D{PRIYA}"]
    assert answer["blocks"]
