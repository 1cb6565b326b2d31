"""Slack end to end, in a Slack of somebody else's making: signatures, scopes, triggers."""

from bot.domain.plain import questions_in
from tests.channels.slack.test_slack_presses import chosen, named
from tests.fakes.emulated_slack import BOT, JO, PRIYA, SAM, SHARED

STORY = """# The count that nobody believed

A maker of garden tools counted its stock twice a year, and each time the two lists differed.
They bought scanners first. Nothing changed, as the errors were made at the gate, when goods
came in at night. What turned it was one evening that the head of the warehouse spent there.
They now count each pallet when it comes in. The lists agree to within two in a hundred.
"""


def card_in(messages):
    """The newest message that came with a story."""
    return next(m for m in reversed(messages) if "card" in kinds(m))


def kinds(message):
    return [block["type"] for block in message.get("blocks") or ()]


def corrects(slack, message, words):
    """Correct the first of her notes in the modal; gives the notes as they are shown after."""
    slack.presses(PRIYA, chosen(message, "notes"), message, SHARED)
    notes = slack.modal
    menu = next(b["accessory"] for b in notes["blocks"] if "accessory" in b)
    correct = {"type": "overflow", "action_id": menu["action_id"]}
    slack.presses_in(PRIYA, correct | {"selected_option": menu["options"][0]}, notes)
    assert slack.submits(PRIYA, slack.modal, words) is None
    assert slack.modal["id"] == notes["id"]
    return str(slack.modal["blocks"])


def test_a_buyer_talks_for_eight_turns_with_buttons_and_the_modal(emulated_slack):
    """In a channel that her company shares with ours."""
    slack = emulated_slack
    thread = slack.says(PRIYA, f"<@{BOT}> Month-end closing takes us nine days.", SHARED)
    for text in (
        "It is the approvals: they wait for a signature.",
        "We tried a reminder tool last year, nobody read it.",
    ):
        slack.says(PRIYA, text, SHARED, thread)
    card = card_in(slack.said(SHARED, thread))
    slack.presses(PRIYA, named(card, "read"), card, SHARED)
    assert slack.modal["title"]["text"] == "A customer's story"
    slack.presses(PRIYA, named(card, "not_like_us"), card, SHARED)
    slack.says(PRIYA, "Finance and the plant managers both feel it.", SHARED, thread)
    assert "eight days" in corrects(slack, card, "Month-end closing takes us eight days")
    slack.says(PRIYA, "What does it cost?", SHARED, thread)
    slack.presses(PRIYA, chosen(card, "suggest:person"), card, SHARED)
    said = slack.said(SHARED, thread)
    slack.says(PRIYA, "thanks, that helps", SHARED, thread)
    assert slack.said(SHARED, thread) == said
    assert len(said) >= 7
    assert all(questions_in(m["blocks"][0]["text"]["text"]) <= 1 for m in said)
    assert [m for m in said if "Continue privately" in str(m["blocks"])] == said[:1]


def test_in_private_a_buyer_gets_her_notes_as_files(emulated_slack):
    slack, room = emulated_slack, f"D{PRIYA}"
    slack.says(PRIYA, "Orders are entered twice, by sales and by the warehouse.", room)
    slack.says(PRIYA, "Show me my notes", room)
    files = [f["name"] for m in slack.said(room) for f in m.get("files") or ()]
    assert files == ["problem-notes.md", "problem-notes.pdf"]


def test_a_rep_finds_internal_stories_in_private_alone(emulated_slack):
    slack, words = emulated_slack, "stories about urgent changes that turned out not to be urgent"
    slack.says(JO, words, f"D{JO}")
    assert "[internal]" in str(slack.said(f"D{JO}"))
    slack.says(JO, f"<@{BOT}> {words}", SHARED)
    assert "[internal]" not in str(slack.said(SHARED))
    assert "Every change was an emergency" not in str(slack.said(SHARED))


def test_a_rep_looks_for_stories_and_shows_one_in_the_room(emulated_slack):
    """With a command, in modals; the room gets it once its readers' view was seen."""
    slack = emulated_slack
    before = len(slack.said(SHARED))
    slack.commands(JO, "/stories", "signatures for a purchase wait", SHARED)
    stories = slack.modal
    share = named(stories, "rep_share")
    slack.presses_in(JO, share | {"type": "button"}, stories)
    assert "Nothing is posted yet" in str(slack.modal["blocks"])
    assert len(slack.said(SHARED)) == before
    slack.submits(JO, slack.modal)
    slack.until(lambda: len(slack.said(SHARED)) > before)
    assert "card" in kinds(slack.said(SHARED)[-1])


def test_an_owner_hands_over_a_story_and_approves_it(emulated_slack):
    slack, room = emulated_slack, f"D{SAM}"
    slack.hands_over(SAM, room, "stock.md", STORY.encode())
    said = slack.said(room)  # dates of other stories may be told, too
    [review] = [m for m in said if "Approve" in str(m.get("blocks"))]
    assert "draft" in review["text"]
    assert "stock.md - review.md" in [f["name"] for m in said for f in m.get("files") or ()]
    slack.presses(SAM, named(review, "suggest:0"), review, room)
    answer = next(m for m in slack.said(room) if m not in said)
    assert answer["thread_ts"] == review["thread_ts"]
