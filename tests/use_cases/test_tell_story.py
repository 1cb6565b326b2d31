"""Telling a story: each answer is kept before the next question; a draft is left at the end."""

import pytest

from bot.domain.interview import SUMMARY
from bot.domain.interview_script import Teller
from bot.domain.load_lines import LoadResult
from bot.ports.uploads import Uploads
from bot.use_cases.review_story import ReviewStory
from bot.use_cases.sort_stories import SortStories
from bot.use_cases.tell_story import NoInterviewError, TellingDesk, TellStory
from tests.domain.test_interview import LONG, SCRIPT
from tests.fakes.interviews import MemoryInterviews
from tests.fakes.loading import Library


class Drafts(Uploads):
    """Keeps drafts among the library's files."""

    def __init__(self, files):
        self.files = files

    async def keep(self, name, content):
        path = f"drafts/{name}"
        self.files.files[path] = content
        return path


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def interviews():
    return MemoryInterviews()


@pytest.fixture
def tell(library, interviews):
    load, sort = library.load, SortStories(library.structurer)
    review = ReviewStory(
        library.files, load.readers, sort, library.stories, load.look_over, library.clock
    )
    drafts = Drafts(library.files)
    return TellStory(SCRIPT, TellingDesk(interviews, drafts, library.load, review, library.clock))


async def to_the_end(tell, turn):
    while turn.step.interview.at != SUMMARY:
        short = {"outcome": "failed", "consent": "no", "title": "The yard", "our_part": "none"}
        said = short.get(turn.step.interview.at, LONG)
        turn = await tell.answer(turn.interview_id, said)
    return turn


async def test_each_answer_is_kept_before_the_next_question(tell, interviews):
    turn = await tell.begin(Teller.REP, "jo@example.com")
    await tell.answer(turn.interview_id, LONG)
    kept = await interviews.get(turn.interview_id)
    assert (kept.answers, kept.at, kept.by) == ({"happened": LONG}, "tried", "jo@example.com")


async def test_the_end_leaves_an_internal_draft_and_its_review(tell, interviews, library):
    turn = await to_the_end(tell, await tell.begin(Teller.REP, "jo@example.com"))
    told = (await tell.answer(turn.interview_id, "yes")).told
    stored = library.stories.records[told.story_id]
    assert (stored.story.visibility, stored.story.status) == ("internal", "draft")
    assert (stored.story.title, stored.story.told_by) == ("The yard", "rep")
    assert [review.id for review in told.reviews] == [told.story_id]
    assert "Nobody has agreed" in told.said[-1]
    assert await interviews.get(turn.interview_id) is None


async def test_going_on_after_a_crash_asks_what_was_open(tell):
    turn = await tell.begin(Teller.CUSTOMER)
    await tell.answer(turn.interview_id, "yes")
    again = await tell.resume()
    assert (again.interview_id, again.step.interview.at) == (turn.interview_id, "consent_from")


async def test_confirming_twice_after_a_crash_is_one_story(tell, interviews, library):
    turn = await to_the_end(tell, await tell.begin(Teller.REP))
    first = await tell.answer(turn.interview_id, "yes")
    await interviews.save(turn.step.interview)  # the process died before it was dropped
    again = await tell.answer((await tell.resume()).interview_id, "yes")
    assert again.told.lines[0].result is LoadResult.UNCHANGED
    assert set(library.stories.records) == {first.told.story_id}


async def test_a_draft_that_is_refused_loses_nothing(tell, interviews):
    turn = await tell.begin(Teller.REP)
    turn = await tell.answer(turn.interview_id, "skip")
    while turn.step.interview.at != SUMMARY:
        turn = await tell.answer(turn.interview_id, "skip")
    told = (await tell.answer(turn.interview_id, "yes")).told
    assert told.refused
    assert "nothing you said is lost" in told.said[0]
    assert await interviews.get(turn.interview_id) is not None


async def test_without_an_interview_there_is_nothing_to_go_on_with(tell):
    with pytest.raises(NoInterviewError, match="stories tell"):
        await tell.resume()
    with pytest.raises(NoInterviewError):
        await tell.answer("20261120-abc123", "yes")
