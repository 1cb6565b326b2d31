"""A buyer in Teams: eight turns with buttons, in private, in a group and in a channel's thread."""

from datetime import UTC, datetime

import pytest

from bot.domain.audience import Role
from bot.ports.people import Person
from tests.channels.teams.rooms import group, thread
from tests.fakes.adaptive_cards import actions, cards, texts
from tests.fakes.teams import HOME, JO, PRIYA, TOM, personal, teams_of

PROBLEM = "Month-end closing takes us nine days and nobody knows why."


def entity(message, kind):
    [found] = [e for e in message["entities"] if e["type"] == kind]
    return found


async def test_eight_turns_of_a_buyer_with_buttons(teams):
    room = personal(PRIYA)
    said = teams.connector.said
    await teams.says(room, "Just looking around. What is this?")
    assert "Northstar" in said(room.id)[-1]["text"]
    await teams.says(room, PROBLEM)
    story = next(m for m in said(room.id) if "Not like us" in actions(m))
    await teams.presses(room, actions(story)["Not like us"]["data"])
    await teams.says(room, "About 30 people lose two days each month, that is a guess.")
    skip = next(m for m in reversed(said(room.id)) if "Skip this one" in actions(m))
    await teams.presses(room, actions(skip)["Skip this one"]["data"])
    await teams.says(room, "We tried a new checklist last year and it changed nothing.")
    await teams.says(room, "Show my notes")
    notes = said(room.id)[-1]
    assert "nine days" in texts(cards(notes))
    assert {"Word", "PDF", "Markdown"} <= set(actions(notes))
    await teams.says(room, "Thanks, bye")
    assert teams.connector.posts[-1][0] == "PUT"
    assert len(said(room.id)) == 7


async def test_a_reply_looks_like_one_of_teams(teams):
    room = personal(PRIYA)
    await teams.says(room, PROBLEM)
    [message] = teams.connector.said(room.id)
    says = entity(message, "https://schema.org/Message")
    assert says["additionalType"] == ["AIGeneratedContent"]
    assert message["channelData"]["feedbackLoop"] == {"type": "default"}
    assert [c["position"] for c in says["citation"]] == list(range(1, len(says["citation"]) + 1))
    assert all(f"[{c['position']}]" in message["text"] for c in says["citation"])
    titles = [c["appearance"]["name"] for c in says["citation"]]
    assert titles
    assert all(title in texts(cards(message)) for title in titles)


async def test_a_reply_in_private_is_streamed(teams):
    room = personal(PRIYA)
    await teams.says(room, PROBLEM)
    sent = [
        (b["type"], (b.get("channelData") or {}).get("streamType"))
        for _, _, _, b in teams.connector.posts
    ]
    assert sent[0] == ("typing", "informative")
    assert ("typing", "streaming") in sent
    assert sent[-1] == ("message", "final")


async def test_where_streaming_is_not_allowed_the_reply_is_posted_whole(teams):
    room = personal(PRIYA)
    teams.connector.faults += [("POST", 403)]
    await teams.says(room, PROBLEM)
    [message] = teams.connector.said(room.id)
    assert "streamId" not in (message.get("channelData") or {})
    assert cards(message)


async def test_in_a_group_only_what_mentions_the_bot_is_taken(teams):
    room = group()
    teams.connector.members[room.id] = [PRIYA, TOM, JO]
    await teams.says(room, "Shall we have lunch?", mention=False)
    assert teams.connector.posts == []
    await teams.says(room, PROBLEM)
    [message] = teams.connector.said(room.id)
    assert "<at>" not in message["text"]
    assert "Everyone" in message["text"] or "All in this room" in message["text"]
    assert message["conversation"] == {"id": room.id}


async def test_a_slow_answer_takes_the_place_of_the_line_that_asked_to_wait(
    app, connector, signer
):
    parts = {"respond": app.respond, "read": app.read}
    parts |= {"role_of": app.people.role_of, "patience": 0.0}
    async with teams_of(connector, signer, **parts) as (channel, client):
        app.posters["teams"] = channel.poster
        room = group()
        connector.members[room.id] = [PRIYA, JO]
        await client.says(room, PROBLEM)
        methods = [p[0] for p in connector.posts]
        assert methods == ["POST", "PUT"]
        [message] = connector.said(room.id)
        assert cards(message)
        del app.posters["teams"]


async def test_each_thread_of_a_channel_is_a_conversation_of_its_own(teams):
    one, other = thread(), thread()
    teams.connector.members["19:channel@thread.tacv2"] = [PRIYA, JO]
    await teams.says(one, PROBLEM)
    await teams.says(other, "Show my notes")
    assert "nine days" not in texts(cards(teams.connector.said(other.id)[-1]))
    await teams.says(one, "Show my notes")
    assert "nine days" in texts(cards(teams.connector.said(one.id)[-1]))


async def test_a_message_that_is_sent_again_is_answered_once(teams):
    room = personal(PRIYA)
    activity = teams.activity(room, PRIYA, "message", text=PROBLEM)
    for _ in range(3):
        assert (await teams.sends(activity)).status_code == 200
    assert len(teams.connector.said(room.id)) == 1


async def test_an_edited_message_changes_the_notes_and_is_not_answered(teams):
    room = personal(PRIYA)
    activity = teams.activity(room, PRIYA, "message", text=PROBLEM)
    await teams.sends(activity)
    edit = {
        "type": "messageUpdate",
        "text": "Month-end closing takes us four days.",
        "timestamp": "2026-11-20T09:40:00Z",
    }
    edit["channelData"] = room.channel_data | {"eventType": "editMessage"}
    before = len(teams.connector.said(room.id))
    await teams.sends(activity | edit)
    assert len(teams.connector.said(room.id)) == before
    await teams.says(room, "Show my notes")
    page = texts(cards(teams.connector.said(room.id)[-1]))
    assert "four days" in page
    assert "nine days" not in page


async def test_a_deleted_message_leaves_the_notes(teams):
    room = personal(PRIYA)
    activity = teams.activity(room, PRIYA, "message", text=PROBLEM)
    await teams.sends(activity)
    gone = {
        "type": "messageDelete",
        "channelData": room.channel_data | {"eventType": "softDeleteMessage"},
    }
    await teams.sends({k: v for k, v in activity.items() if k != "text"} | gone)
    await teams.says(room, "Show my notes")
    assert "nine days" not in texts(cards(teams.connector.said(room.id)[-1]))


async def test_feedback_is_put_on_record_with_its_reason(app, teams):
    room = personal(PRIYA)
    await teams.says(room, PROBLEM)
    feedback = {"reaction": "dislike", "feedback": '{"feedbackText": "too long"}'}
    value = {"actionName": "feedback", "actionValue": feedback}
    answer = await teams.invokes(room, "message/submitAction", value, replyToId="m1")
    assert answer.status_code == 200
    assert len(teams.connector.said(room.id)) == 1


async def test_other_programs_are_not_answered(teams):
    room = personal(PRIYA)
    other = PRIYA | {"id": "28:another-bot"}
    await teams.says(room, PROBLEM, other)
    assert teams.connector.posts == []


async def test_whoever_installs_it_is_told_what_it_is(teams):
    room = personal(PRIYA)
    await teams.sends(teams.activity(room, PRIYA, "installationUpdate", action="add"))
    [message] = teams.connector.said(room.id)
    assert message["text"] == "I am a bot."
    await teams.sends(teams.activity(room, PRIYA, "installationUpdate", action="remove"))
    assert len(teams.connector.said(room.id)) == 1


async def test_a_room_that_threw_the_bot_out_is_not_written_to_again(app, teams):
    room = group()
    teams.connector.members[room.id] = [PRIYA, JO]
    teams.connector.faults += [("POST", 403)]
    await teams.says(room, PROBLEM)
    assert teams.connector.said(room.id) == []
    await app.respond.recover()
    assert teams.connector.said(room.id) == []


async def test_a_reply_that_could_not_be_posted_is_posted_by_the_next_round(app, teams):
    room = group()
    teams.connector.members[room.id] = [PRIYA, JO]
    teams.connector.faults += [("POST", 502)]
    await teams.says(room, PROBLEM)
    assert teams.connector.said(room.id) == []
    await app.respond.recover()
    assert len(teams.connector.said(room.id)) == 1


async def test_asked_to_slow_down_it_does(teams):
    room = group()
    teams.connector.members[room.id] = [PRIYA, JO]
    teams.connector.faults += [("POST", 429, {"retry-after": "0.05"})]
    await teams.says(room, PROBLEM)
    assert len(teams.connector.said(room.id)) == 1


async def test_a_rep_is_answered_as_a_prospect_where_buyers_read(app, teams):
    await app.people.put(Person("teams:aad-jo", Role.REP))
    shared, inside = group(host=HOME), group(host=HOME)
    teams.connector.members[shared.id] = [JO, PRIYA]
    teams.connector.members[inside.id] = [JO]
    await teams.says(shared, "Did others have approvals that wait?", JO)
    await teams.says(inside, "Did others have approvals that wait?", JO)
    assert "Not like us" in actions(teams.connector.said(shared.id)[-1])
    assert "Not like us" not in actions(teams.connector.said(inside.id)[-1])


async def agreed_on_a_day(app, teams, room):
    """Have a buyer agree on a day, and give what comes due then."""
    await teams.says(room, PROBLEM)
    await teams.says(room, "Ask me again in three weeks")
    timers = await app.respond._ledger.timers.due(datetime(2027, 6, 1, tzinfo=UTC))
    [timer] = [t for t in timers if t.room.id == room.id and t.kind == "circle_back"]
    return timer


async def test_on_the_day_that_was_agreed_the_bot_comes_back_by_itself(app, teams):
    room = personal(PRIYA)
    timer = await agreed_on_a_day(app, teams, room)
    before = len(teams.connector.said(room.id))
    await app.respond(timer)
    assert len(teams.connector.said(room.id)) == before + 1
    assert "nine days" in teams.connector.said(room.id)[-1]["text"]


@pytest.mark.parametrize("status", [403, 404])
async def test_who_took_the_bot_out_is_not_written_to_on_that_day(app, teams, status):
    room = personal(PRIYA)
    timer = await agreed_on_a_day(app, teams, room)
    before = len(teams.connector.said(room.id))
    await teams.sends(teams.activity(room, PRIYA, "installationUpdate", action="remove"))
    teams.connector.faults += [("POST", status)]
    await app.respond(timer)
    assert teams.connector.faults == []
    await app.respond.recover()
    assert len(teams.connector.said(room.id)) == before
    # Taken in again, it goes on where they were, and does not catch up on what they missed.
    await teams.sends(teams.activity(room, PRIYA, "installationUpdate", action="add"))
    await teams.says(room, "It is mostly the approvals.")
    assert len(teams.connector.said(room.id)) == before + 2
