"""Teams end to end, in Microsoft's own local playground: its connector, its activities."""

from tests.fakes.adaptive_cards import actions, cards, texts

REP = "user-id-1"


def last_with(playground, title):
    """The newest message in the personal chat that has a button with this title."""
    said = playground.said(playground.personal)
    return next(m for m in reversed(said) if title in actions(m))


def presses(playground, title):
    """Press a button; gives what the client is told at once."""
    message = last_with(playground, title)
    before = len(playground.said(playground.personal))
    value = {"action": actions(message)[title], "trigger": "manual"}
    told = playground.asks("adaptiveCard/action", value, reply_to=message["messageId"])
    playground.until(lambda: len(playground.said(playground.personal)) > before)
    playground.settle()
    return told


def test_a_buyer_talks_for_eight_turns_with_buttons_and_feedback(teams_playground):
    p = teams_playground
    p.says(p.personal, "Just looking around. What is this?")
    p.says(p.personal, "Month-end closing takes us nine days and nobody knows why.")
    told = presses(p, "Not like us")
    assert told["value"] == "Done."
    p.says(p.personal, "About 30 people lose two days each month, that is a guess.")
    presses(p, "Skip this one")
    p.says(p.personal, "We tried a new checklist last year and it changed nothing.")
    p.says(p.personal, "Show my notes")
    p.until(lambda: "nine days" in texts(cards(p.said(p.personal)[-1])))
    p.says(p.personal, "What should we think about?")
    [first, *_] = [m for m in p.said(p.personal) if m.get("feedbackLoopEnabled")]
    assert first["aiEntity"]["additionalType"] == ["AIGeneratedContent"]
    value = {"reaction": "dislike", "feedback": '{"feedbackText": "too long"}'}
    asked = {"actionName": "feedback", "actionValue": value}
    p.asks("message/submitAction", asked, reply_to=first["messageId"])


def test_a_story_is_read_where_the_client_opens_no_dialogs(teams_playground):
    p = teams_playground
    message = last_with(p, "Read it")
    before = len(p.said(p.personal))
    body = {
        "from": {"id": p.me},
        "conversation": {"id": p.personal},
        "replyToId": message["messageId"],
        "value": actions(message)["Read it"]["data"],
    }
    p.http.post("/_conversation/v1/submit", json=body).raise_for_status()
    p.until(lambda: "What they tried" in texts(p.said(p.personal)[before:]))


def test_a_group_is_answered_where_it_mentions_the_bot(teams_playground):
    p = teams_playground
    p.says(p.group, "What is this?", mention=True)
    answer = p.said(p.group)[0]
    assert "Northstar" in answer["text"]
    assert "<at>" not in answer["text"]


def test_a_thread_of_a_channel_is_answered_in_the_thread(teams_playground):
    p = teams_playground
    thread = p.says(p.channel, "Approvals wait for weeks because nobody owns them.", mention=True)
    assert thread.startswith(f"{p.channel};messageid=")
    assert p.said(p.channel) == []
    assert cards(p.said(thread)[-1])


def test_a_rep_searches_while_composing_and_nobody_else(teams_playground):
    p = teams_playground
    words = [{"name": "words", "value": "approvals that wait"}]
    asked = {"commandId": "searchStories", "parameters": words}
    found = p.asks("composeExtension/query", asked, room=p.group, who=REP)["composeExtension"]
    assert len(found["attachments"]) > 1
    told = p.asks("composeExtension/query", asked, room=p.group)["composeExtension"]
    assert told["type"] == "message"


def test_stories_beside_a_message_are_marked_for_a_rep_alone(teams_playground):
    p = teams_playground
    message = {"id": "1", "body": {"contentType": "text", "content": "approvals that wait"}}
    asked = {"commandId": "storiesForThis", "commandContext": "message"}
    asked |= {"messagePayload": message, "data": {}}
    shown = p.asks("composeExtension/fetchTask", asked, room=p.group, who=REP)
    assert "For buyers" in texts(shown)
    assert "For buyers" not in texts(p.asks("composeExtension/fetchTask", asked, room=p.group))


def test_in_a_buyers_tenant_a_group_is_shared_and_nobody_searches(playground_of_buyers):
    p = playground_of_buyers
    p.says(p.group, "Month-end closing takes us nine days and nobody knows why.", mention=True)
    assert "Not like us" in actions(p.said(p.group)[-1])
    words = [{"name": "words", "value": "approvals that wait"}]
    asked = {"commandId": "searchStories", "parameters": words}
    told = p.asks("composeExtension/query", asked, room=p.group, who=REP)["composeExtension"]
    assert told["type"] == "message"


def test_installed_it_says_what_it_is_and_uninstalled_nothing(teams_playground):
    p = teams_playground
    before = len(p.said(p.personal))
    assert p.triggers("install").status_code == 200
    p.until(lambda: len(p.said(p.personal)) == before + 1)
    assert "Northstar" in p.said(p.personal)[-1]["text"]
    assert p.triggers("uninstall").status_code == 200
    assert len(p.said(p.personal)) == before + 1
