"""The notes as a canvas, where whoever runs the bot wants them."""

import pytest

from tests.channels.slack.standin import Fault
from tests.channels.slack.test_slack_presses import chosen, named
from tests.channels.slack.workspace import PRIYA, SHARED, workspace

DM = f"D{PRIYA}"
FILES = ["problem-notes.md", "problem-notes.pdf"]


@pytest.fixture
async def work(slack, bot):
    async with workspace(slack, bot, canvas=True) as joined:
        yield joined


def files_in(slack):
    return [f["name"] for m in slack.posted(DM) for f in m.get("files", ())]


def told_in(slack):
    return [m for m in slack.posted(DM) if "canvas" in m["text"]]


async def test_notes_come_as_a_canvas_too_which_its_reader_alone_opens_and_deletes(work, slack):
    await work.says(PRIYA, "our close takes *nine* days, says ![](@U0JO)", DM)
    await work.says(PRIYA, "show my notes", DM)
    [(name, canvas)] = slack.canvases.items()
    assert canvas["readers"] == [PRIYA]
    assert r"takes \*nine\* days, says !\[\](\@U0JO)" in canvas["text"]
    assert files_in(slack) == FILES
    [told] = told_in(slack)
    assert f"/{name}" in str(told["blocks"])
    await work.presses(PRIYA, named(told, "delete_canvas"), told, DM)
    assert slack.canvases == {}
    assert told_in(slack)[0]["text"] == "The canvas is deleted."
    assert not told_in(slack)[0].get("blocks")


async def test_the_pages_of_a_shared_room_become_a_canvas_for_whoever_asks_for_them(work, slack):
    await work.mentions(PRIYA, "our close takes nine days")
    asked = slack.posted(SHARED)[0]
    await work.presses(PRIYA, chosen(asked, "notes"), asked)
    await work.presses_in(PRIYA, {"action_id": "files", "value": "files"}, work.last_view)
    [canvas] = slack.canvases.values()
    assert canvas["readers"] == [PRIYA]
    assert files_in(slack) == FILES
    assert "canvas" not in slack.all_text(SHARED)


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("canvases.create", "missing_scope"),
        ("files.info", "file_not_found"),
        ("canvases.access.set", "user_not_found"),
    ],
)
async def test_where_slack_refuses_the_files_do_and_nothing_is_left(work, slack, method, error):
    slack.break_next(method, Fault(error=error))
    await work.says(PRIYA, "show my notes", DM)
    assert (slack.canvases, told_in(slack), files_in(slack)) == ({}, [], FILES)


async def test_a_canvas_that_cannot_be_deleted_now_can_be_later(work, slack):
    await work.says(PRIYA, "show my notes", DM)
    [told] = told_in(slack)
    slack.break_next("canvases.delete", Fault(error="internal_error"))
    for left in (1, 0):
        await work.presses(PRIYA, named(told, "delete_canvas"), told, DM)
        assert len(slack.canvases) == left


async def test_none_is_made_where_it_is_not_set(slack, bot):
    async with workspace(slack, bot) as work:
        await work.says(PRIYA, "show my notes", DM)
    assert (slack.canvases, files_in(slack)) == ({}, FILES)
