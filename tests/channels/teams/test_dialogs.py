"""Dialogs in Teams: a story to read, and notes that their author corrects and withdraws."""

from bot.ports.library import StoryFilter
from tests.channels.teams.rooms import group
from tests.fakes.adaptive_cards import actions, buttons, texts
from tests.fakes.teams import JO, PRIYA, TOM, personal

PROBLEM = "Month-end closing takes us nine days and nobody knows why."


async def opens(teams, room, data, who=PRIYA):
    answer = await teams.invokes(room, "task/fetch", {"data": data}, who)
    return answer.json()["task"]


async def submits(teams, room, data, who=PRIYA):
    answer = await teams.invokes(room, "task/submit", {"data": data}, who)
    return answer.json()["task"]["value"]["card"]["content"]


async def notes(teams, room, who=PRIYA):
    task = await opens(teams, room, {"open": "notes"}, who)
    return task["value"]["card"]["content"]


async def test_a_story_is_read_in_a_dialog(teams):
    room = personal()
    await teams.says(room, PROBLEM)
    [message] = teams.connector.said(room.id)
    read = actions(message)["Read it"]
    assert read["type"] == "Action.Submit"
    task = await opens(teams, room, read["data"])
    assert task["type"] == "continue"
    assert "What they tried" in texts(task["value"]["card"]["content"])


async def test_a_story_that_is_not_for_this_reader_is_not_here(app, teams):
    room = personal()
    stories = await app.stories.all(StoryFilter())
    internal = next(s for s in stories if s.story.effective_visibility == "internal")
    task = await opens(teams, room, {"open": "story", "target": internal.ref})
    assert task == {"type": "message", "value": "That story is not here any more."}


async def test_a_line_is_corrected_by_its_author(teams):
    room = personal()
    await teams.says(room, PROBLEM)
    change = buttons(await notes(teams, room))["Correct"]
    form = await submits(teams, room, change["data"])
    save = buttons(form)["Save"]
    page = await submits(teams, room, save["data"] | {"words": "Closing takes four days."})
    assert "Closing takes four days." in texts(page)
    assert "nobody knows why" not in texts(page)


async def test_a_line_is_withdrawn_by_its_author(teams):
    room = personal()
    await teams.says(room, PROBLEM)
    page = await notes(teams, room)
    while "Withdraw" in buttons(page):
        page = await submits(teams, room, buttons(page)["Withdraw"]["data"])
    assert "nine days" not in texts(page)


async def test_what_is_right_is_confirmed(teams):
    room = personal()
    await teams.says(room, PROBLEM)
    page = await notes(teams, room)
    page = await submits(teams, room, buttons(page)["These are right"]["data"])
    assert "confirmed" in texts(page)


async def test_nobody_changes_the_lines_of_another(teams):
    room = group()
    teams.connector.members[room.id] = [PRIYA, TOM, JO]
    await teams.says(room, PROBLEM)
    mine = buttons(await notes(teams, room))
    theirs = await notes(teams, room, TOM)
    assert "nine days" in texts(theirs)
    assert "Withdraw" not in buttons(theirs)
    await submits(teams, room, mine["Withdraw"]["data"], TOM)
    assert "nine days" in texts(await notes(teams, room))


async def test_a_button_that_none_of_ours_sends_does_nothing(teams):
    room = personal()
    answer = await teams.presses(room, {"press": "feedback", "target": "yes"})
    assert answer.json()["value"] == "That button does nothing any more."
    answer = await teams.presses(room, {"press": "unsaid", "target": "teams:x"})
    assert answer.json()["value"] == "That button does nothing any more."
    assert teams.connector.posts == []
