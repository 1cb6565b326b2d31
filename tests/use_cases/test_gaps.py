"""Gaps are noted with what may be kept of them, grouped by problem, and closed."""

import pytest

from bot.domain.audience import Audience, Place, Role, Room, Speaker
from bot.domain.conversation import Conversation
from bot.domain.events import Action, Message, Press
from bot.domain.gaps import Closing
from bot.domain.heard import Cue, Heard
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.passages import passages_of
from bot.domain.story import Status
from bot.ports.turns import Outcome, Pending, TurnCommit
from bot.use_cases.find_stories import FindStories
from bot.use_cases.list_gaps import GapShelf, GapUnknownError, ListGaps
from bot.use_cases.note_gaps import GapKeeping, NoteGaps
from bot.use_cases.respond import Trace, Worked
from tests.builders import NOW, make_told
from tests.domain.test_gaps import gap
from tests.fakes.gaps import KnownNames, MemoryGaps
from tests.fakes.memory_library import HashEmbedder, MemoryIndex, MemoryStories
from tests.library_builders import make_stored

ROOM = Room("C1", "slack", Place.SHARED, "acme")
ANA = Speaker("slack:ana", "Ana")
NO_STORY = Move(
    MoveKind.NO_STORY, want=StoryWant("owls in the hall"), nearest=make_told(score=0.3)
)


def pending(event=None, room=ROOM, speaker=ANA):
    said = event or Message(key="m1", room=room, speaker=speaker, at=NOW, text="owls?")
    return Pending(7, "slack:C1", said)


def a_guide(move, heard=None):
    """A guide that always makes this move."""

    async def guide(pending, conversation):
        commit = TurnCommit(pending.inbox_id, pending.event.room, Outcome.REPLIED, NOW)
        return Worked(commit, Trace(heard or Heard(), move, conversation))

    return guide


async def noted(move=NO_STORY, heard=None, without=(), **where):
    keeping = GapKeeping(KnownNames({"Raj Mehta": "the planner"}), frozenset(without))
    worked = await NoteGaps(a_guide(move, heard), keeping)(pending(**where), Conversation("c"))
    return worked.commit


async def test_a_question_that_no_story_fits_is_noted_with_the_nearest():
    found = (await noted()).gap
    assert (found.words, found.account, found.role) == ("owls in the hall", "acme", "prospect")
    assert (found.nearest, found.score, found.audience) == ("close", 0.3, Audience.OUTSIDERS)


async def test_a_turn_that_found_a_story_is_no_gap():
    assert (await noted(Move(MoveKind.SHARE_STORY))).gap is None


async def test_names_are_replaced_and_long_questions_cut():
    asked = "Raj Mehta books late. " + "It goes on. " * 400
    words = (await noted(Move(MoveKind.NO_STORY, want=StoryWant(asked)))).gap.words
    assert words.startswith("the planner books late.")
    assert len(words) <= 500


async def test_a_forbidden_accounts_gap_is_counted_without_words():
    found = (await noted(without=["acme"])).gap
    assert (found.words, found.account, found.nearest) == ("", "acme", "close")


async def test_a_reps_own_search_is_noted_as_a_reps():
    rep = Speaker("slack:jo", "Jo", insider=True, role=Role.REP)
    found = (await noted(room=Room("D1", "slack", Place.DM), speaker=rep)).gap
    assert (found.role, found.audience, found.words) == (
        Role.REP,
        Audience.INSIDERS,
        "owls in the hall",
    )


async def test_who_asks_to_forget_has_the_words_forgotten():
    forget = Heard(cues=frozenset({Cue.FORGET}))
    assert (await noted(Move(MoveKind.CORRECT), forget)).forget_words
    press = Action(key="a", room=ROOM, speaker=ANA, at=NOW, press=Press.WITHDRAW, target="m1/0")
    assert (await noted(Move(MoveKind.CORRECT), event=press)).forget_words
    assert not (await noted(Move(MoveKind.CORRECT))).forget_words


@pytest.fixture
async def library():
    return Library()


class Library:
    """A shelf of one story for buyers and one that only insiders read."""

    def __init__(self):
        self.stories, self.index = MemoryStories(), MemoryIndex()
        self.gaps = MemoryGaps()
        find = FindStories(self.index, self.stories)
        self.listing = ListGaps(GapShelf(self.gaps, find, self.stories, HashEmbedder()))

    async def add(self, *records):
        self.stories.records |= {r.story.id: r for r in records}
        for record in records:
            await self.index.put(passages_of(record), {})


async def test_questions_on_one_problem_are_one_line(library):
    library.gaps.put(
        gap(1, "owls nest in the hall roof"),
        gap(2, "owls nest in our hall roof", account="globex"),
        gap(3, "buses come too late at noon"),
    )
    owls, buses = await library.listing()
    assert (owls.counted, buses.counted) == (
        "asked 2 times, by 2 accounts",
        "asked once, by 1 account",
    )
    assert [listed.group.central.id for listed in await library.listing(at_least=2)] == [1]


async def test_the_nearest_story_is_named_with_its_difference(library):
    await library.add(make_stored("close"))
    library.gaps.put(gap(1, "books of owls lent by a parrot to nobody in particular"))
    [listed] = await library.listing()
    assert listed.nearest.rendition.story_id == "close"
    assert "logistics" in listed.differs


async def test_a_gap_that_a_new_story_fits_is_answered_and_left_out(library):
    library.gaps.put(gap(1, "closed its books on day nine"))
    assert len(await library.listing()) == 1
    await library.add(make_stored("close"))
    assert await library.listing() == []
    [listed] = await library.listing(answered=True)
    assert listed.standing == "now answered by close"


async def test_a_problem_of_which_only_one_question_is_answered_stays_listed(library):
    await library.add(make_stored("close"))
    asked = "closed its books on day nine"
    library.gaps.put(gap(1, asked), gap(2, asked, set_aside=frozenset({"close"})))
    [listed] = await library.listing()
    assert (listed.answered_by, listed.internal) == ((), "")
    assert listed.nearest.rendition.story_id == "close"


async def test_a_story_that_the_room_has_seen_is_no_answer(library):
    await library.add(make_stored("close"))
    library.gaps.put(gap(1, "closed its books on day nine", set_aside=frozenset({"close"})))
    [listed] = await library.listing()
    assert listed.answered_by == ()


async def test_a_story_that_those_who_asked_may_not_read_is_pointed_out(library):
    await library.add(make_stored("close", visibility="internal"))
    library.gaps.put(gap(1, "closed its books on day nine"))
    [listed] = await library.listing()
    assert (listed.answered_by, listed.internal) == ((), "close")


async def test_a_withheld_gap_is_named_by_the_story_that_was_nearest(library):
    await library.add(make_stored("close"))
    library.gaps.put(gap(1, "", nearest="close"), gap(2, "", nearest="gone"))
    names = {listed.name for listed in await library.listing()}
    assert names == {
        '(words withheld) nearest is "The close that was not finance\'s"',
        "(words withheld) none was near",
    }


async def test_closing_a_gap_closes_its_problem_or_only_itself(library):
    await library.add(make_stored("close"))
    library.gaps.put(*(gap(n, "owls nest in the hall roof") for n in (1, 2, 3)), gap(4, "buses"))
    assert len(await library.listing.close(2, Closing(NOW, why="not ours"), only=True)) == 1
    assert [g.id for g in await library.listing.close(3, Closing(NOW, "close"))] == [1, 3]
    assert [listed.group.central.id for listed in await library.listing()] == [4]


@pytest.mark.parametrize(
    ("gap_id", "story", "said"),
    [(9, "close", "No gap 9"), (1, "nowhere", "no story nowhere"), (1, "old", "is retired")],
)
async def test_what_cannot_close_a_gap_is_said(library, gap_id, story, said):
    await library.add(make_stored("close"), make_stored("old", status=Status.RETIRED))
    library.gaps.put(gap(1))
    with pytest.raises(GapUnknownError, match=said):
        await library.listing.close(gap_id, Closing(NOW, story))
    assert len(await library.listing(answered=True)) == 1
