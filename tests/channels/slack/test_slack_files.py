"""Story files that a content owner hands over in a direct message."""

import pytest

from bot.channels.slack.files import FILE_LIMIT
from tests.channels.slack.standin import Fault
from tests.channels.slack.workspace import JO, PRIYA, SAM, SHARED

STORY = b"# The close\n\n## Problem\n\nNine days."


def shared_file(slack, name="close.md", content=STORY, url=None, size=None):
    """Put a file into Slack, and give what a message says of it."""
    slack.files["F0STORY"] = {"name": name, "content": content}
    return {
        "id": "F0STORY",
        "name": name,
        "size": len(content) if size is None else size,
        "url_private_download": url or f"{slack.base}file/F0STORY",
    }


async def hands_over(work, who, file, channel=None, text=""):
    event = work.message(who, text, channel or f"D{who}", subtype="file_share", files=[file])
    answer = await work.sends(event)
    await work.rest()
    return answer


async def test_an_owners_file_is_taken_and_its_review_comes_back_in_the_thread(work, slack):
    await hands_over(work, SAM, shared_file(slack))
    answer = slack.posted(f"D{SAM}")[0]
    assert "Read it." in answer["text"]
    reviewed = [f for f in slack.files.values() if f["name"] == "close.md - review.md"]
    assert len(reviewed) == 1


async def test_words_that_come_with_a_file_are_heard_too(work, slack):
    await hands_over(work, SAM, shared_file(slack), text="stories about the close")
    assert len([m for m in slack.posted(f"D{SAM}") if m["text"]]) == 2


@pytest.mark.parametrize("who", [PRIYA, JO])
async def test_nobody_elses_file_is_fetched(work, slack, who):
    await hands_over(work, who, shared_file(slack), text="our close takes nine days")
    assert len(slack.posted(f"D{who}")) == 1
    assert "Read it." not in slack.posted(f"D{who}")[0]["text"]


async def test_a_file_in_a_shared_channel_is_not_fetched(work, slack):
    await hands_over(work, SAM, shared_file(slack), SHARED)
    assert slack.posted(SHARED) == []


async def test_the_token_goes_to_slacks_own_hosts_and_no_other(work, slack, bot):
    file = shared_file(slack, url="http://127.0.0.1:9/steal")
    answer = await hands_over(work, SAM, file)
    assert answer.status_code == 500
    assert slack.posted(f"D{SAM}") == []


async def test_a_file_that_cannot_be_fetched_now_is_fetched_when_slack_sends_it_again(work, slack):
    file = shared_file(slack)
    missing = slack.files.pop("F0STORY")
    event = work.message(SAM, "", f"D{SAM}", subtype="file_share", files=[file])
    assert (await work.sends(event)).status_code == 500
    slack.files["F0STORY"] = missing
    assert (await work.sends(event)).status_code == 200
    await work.rest()
    assert "Read it." in slack.posted(f"D{SAM}")[0]["text"]


@pytest.mark.parametrize("size", [FILE_LIMIT + 1, 10])
async def test_a_file_that_is_too_large_is_not_read_whatever_it_says_of_itself(
    work, slack, bot, size
):
    file = shared_file(slack, content=b"x" * (FILE_LIMIT + 1), size=size)
    assert (await hands_over(work, SAM, file)).status_code == 200
    assert "Read it." in slack.posted(f"D{SAM}")[0]["text"]


async def test_an_upload_that_fails_is_tried_again_and_nothing_comes_twice(work, slack):
    slack.break_next("files.completeUploadExternal", Fault(500, lost=True))
    await work.says(PRIYA, "our close takes nine days", f"D{PRIYA}")
    await work.says(PRIYA, "show my notes", f"D{PRIYA}")
    names = [f["name"] for m in slack.posted(f"D{PRIYA}") for f in m.get("files", ())]
    assert names == ["problem-notes.md", "problem-notes.pdf"]
    assert len([m for m in slack.posted(f"D{PRIYA}") if m["text"]]) == 2
