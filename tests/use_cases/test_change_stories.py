"""What owners decide: who may find a story, from when on, and what a later load makes of it."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.differences import differences
from bot.domain.errors import StaleStoryError, UnknownStoryError
from bot.domain.story import Status, Verdict
from bot.ports.library import Defaults
from bot.use_cases.change_stories import ChangeStories, NotChangedError
from bot.use_cases.find_stories import Ask, FindStories
from bot.use_cases.keep_stories import KeepStories
from bot.use_cases.sort_stories import SortStories
from bot.use_cases.story_making import StoryMaking
from tests.fakes.loading import Library, decision, story

OUTSIDERS = clearance_for(Audience.OUTSIDERS)
INSIDERS = clearance_for(Audience.INSIDERS)
RECALL = decision("a", "Jo", "The customer asked us to.")


def change(library):
    making = StoryMaking(
        library.load.readers, SortStories(library.structurer), library.personal_data, b"secret"
    )
    keep = KeepStories(library.stories, library.index, library.clock)
    return ChangeStories(library.stories, keep, making)


async def found(library, clearance=INSIDERS, *, drafts=True):
    find = FindStories(library.index, library.stories)
    asked = await find(Ask("nine ten days", drafts=drafts), clearance)
    return {told.rendition.story_id for told in asked.told}


async def loaded(**files):
    library = Library(**files)
    await library.run()
    return library


async def test_a_recalled_story_is_neither_found_nor_opened_nor_listed():
    library = await loaded(a=story("A"), b=story("B"))
    ref = library.stories.records["a"].ref
    recalled = await change(library).rule(RECALL, Verdict.RECALLED)
    find = FindStories(library.index, library.stories)
    for clearance in (OUTSIDERS, INSIDERS):
        assert await found(library, clearance) == {"b"}
        assert await find.open(ref, clearance) is None
        assert [r.story_id for r in await find.browse(clearance)] == ["b"]
    assert (recalled.version, recalled.story.status) == (2, Status.RETIRED)


async def test_a_recall_counts_before_the_index_knows_of_it():
    """The index of another process may lag; the record decides."""
    library = await loaded(a=story("A"))

    async def broken(*args, **kwargs):
        raise OSError("the index is gone")

    library.index.remove = broken
    with pytest.raises(OSError, match="index is gone"):
        await change(library).rule(RECALL, Verdict.RECALLED)
    assert library.index.passages
    assert await found(library) == set()


async def test_a_reload_brings_no_recalled_story_back():
    library = await loaded(a=story("A"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    [line] = await library.run()
    assert str(line.result) == "unchanged"
    assert "recalled on 2026-11-20 by Jo: The customer asked us to." in line.problems[0].message
    assert await found(library) == set()


@pytest.mark.parametrize("more", ["", "status: approved"])
async def test_nor_does_a_changed_file_or_one_that_was_gone_for_a_while(more):
    library = await loaded(a=story("A"), b=story("B"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    library.put("a", story("A", more=more, text="It took ten days."))
    assert (await library.results())["stories/a.md"] == "updated"
    assert await found(library) == {"b"}
    library.drop("a")
    await library.run()
    library.put("a", story("A", more=more))
    await library.run()
    assert await found(library) == {"b"}


async def test_nor_does_the_same_text_under_another_name():
    library = await loaded(a=story("A"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    library.drop("a")
    library.put("renamed", story("A", text="It took nine days."))
    await library.run()
    assert await found(library) == set()
    assert "(the text of a)" in library.stories.records["renamed"].ruling.why


async def test_an_approval_lifts_a_recall():
    library = await loaded(a=story("A"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    await change(library).rule(decision("a", "Kim"), Verdict.APPROVED)
    assert await found(library, OUTSIDERS) == {"a"}
    await library.run()
    assert await found(library, OUTSIDERS) == {"a"}
    assert await library.index.known() == {"a": 3}


async def test_a_recall_is_not_watered_down_to_a_retirement():
    library = await loaded(a=story("A"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    for verdict in (Verdict.RETIRED, Verdict.RECALLED):
        with pytest.raises(NotChangedError, match="already"):
            await change(library).rule(RECALL, verdict)
    assert library.stories.records["a"].ruling.verdict is Verdict.RECALLED


async def test_an_approved_draft_is_found_by_buyers_and_stays_so_after_a_reload():
    library = await loaded(a=story("A", more="status: draft"))
    assert await found(library, OUTSIDERS) == set()
    await change(library).rule(decision("a", "Jo"), Verdict.APPROVED)
    assert await found(library, OUTSIDERS, drafts=False) == {"a"}
    assert await library.results() == {"stories/a.md": "unchanged"}
    # other flags make the loader read the file anew; it says the same
    other = Defaults(Visibility.INTERNAL, Status.DRAFT)
    assert await library.results(defaults=other) == {"stories/a.md": "unchanged"}
    assert await found(library, OUTSIDERS, drafts=False) == {"a"}


@pytest.mark.parametrize(
    "changed",
    [
        story("A", more="status: draft", text="It took ten days."),
        story("A", more="status: retired"),
        story("A", more="status: draft", visibility="public"),
    ],
)
async def test_an_approval_is_of_one_text_for_the_same_readers(changed):
    library = await loaded(a=story("A", more="status: draft"))
    await change(library).rule(decision("a", "Jo"), Verdict.APPROVED)
    library.put("a", changed)
    await library.run()
    assert library.stories.records["a"].story.status is not Status.APPROVED
    assert await found(library, OUTSIDERS) == set()


async def test_a_date_in_the_file_leaves_an_approval_standing():
    library = await loaded(a=story("A", more="status: draft"))
    await change(library).rule(decision("a", "Jo"), Verdict.APPROVED)
    library.put("a", story("A", more="status: draft\nreview_by: 2027-01-01"))
    assert await library.results() == {"stories/a.md": "updated"}
    assert await found(library, OUTSIDERS) == {"a"}


async def test_a_story_whose_file_is_gone_may_be_kept():
    library = await loaded(a=story("A"), b=story("B"))
    library.drop("a")
    await library.run()
    await change(library).rule(decision("a", "Jo", "Still true."), Verdict.APPROVED)
    assert await library.results() == {"stories/b.md": "unchanged"}
    assert await found(library, OUTSIDERS) == {"a", "b"}


async def test_somebody_elses_change_at_the_same_moment_does_not_stop_a_recall():
    library = await loaded(a=story("A"))
    save, others = library.stories.save, []

    async def save_after_another(stories, made):
        if not others:
            others.append(1)
            old = library.stories.records["a"]
            await save([replace(old, version=old.version + 1)], made)
        return await save(stories, made)

    library.stories.save = save_after_another
    recalled = await change(library).rule(RECALL, Verdict.RECALLED)
    assert recalled.version == 3
    assert await found(library) == set()


async def test_a_story_that_never_stands_still_is_refused_in_the_end():
    library = await loaded(a=story("A"))

    async def always_late(stories, made):
        raise StaleStoryError("changed meanwhile")

    library.stories.save = always_late
    with pytest.raises(StaleStoryError):
        await change(library).rule(RECALL, Verdict.RECALLED)


async def test_an_unknown_story_is_said_with_where_to_look():
    with pytest.raises(UnknownStoryError, match="stories list"):
        await change(Library()).rule(RECALL, Verdict.RECALLED)


async def test_an_earlier_version_comes_back_without_wider_readers_or_older_consent():
    library = await loaded(a=story("A", visibility="public", more="told_by: public source"))
    consent = "consent: {scope: anonymised, until: 2027-01-01}\naliases: [Northwind]"
    library.put("a", story("A", more=consent, text="Northwind took ten days."))
    await library.run()
    restored = await change(library).restore(decision("a", "Jo"), 1)
    now = restored.story
    assert now.facets == library.stories.history[0][0].story.facets
    assert (now.visibility, now.aliases) == (Visibility.PROSPECTS, ("Northwind",))
    assert now.consent.until.year == 2027
    assert await library.results() == {"stories/a.md": "unchanged"}
    assert library.stories.records["a"] == restored


async def test_a_restored_story_stays_recalled():
    library = await loaded(a=story("A"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    await change(library).restore(decision("a", "Jo"), 1)
    assert await found(library) == set()


@pytest.mark.parametrize("version", [0, 1, 7])
async def test_only_an_earlier_version_that_there_is_can_be_restored(version):
    library = await loaded(a=story("A"))
    with pytest.raises(NotChangedError, match="no earlier version"):
        await change(library).restore(decision("a", "Jo"), version)


async def test_the_history_says_who_when_and_what():
    library = await loaded(a=story("A"))
    await change(library).rule(RECALL, Verdict.RECALLED)
    library.put("a", story("A", visibility="internal", text="It took ten days."))
    await library.run(by="loader")
    kept = await change(library).history("a")
    assert [k.change.by for k in kept] == ["", "Jo", "loader"]
    first, second, third = (k.stored for k in kept)
    assert differences(None, first) == ["first version: approved, prospects"]
    assert differences(first, second) == [
        "status: approved to retired",
        "recalled by Jo: The customer asked us to.",
    ]
    assert differences(second, third) == [
        "who may read it: prospects to internal",
        "fields: visibility",
        "text: problem",
        "the file changed",
    ]
    assert differences(third, third) == ["nothing that is shown"]
