"""The story record: found by what is known of it, every version kept, never overwritten unseen."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.adapters.sql.schema import story_versions
from bot.domain.audience import Visibility
from bot.domain.errors import StaleStoryError
from bot.domain.story import Status
from bot.ports.library import Change, StoryFilter
from tests.adapters.sql.sql_samples import AT, STORY, held, stored

BY_JO = Change(AT, "Jo")


def story(story_id, **changes):
    return replace(STORY, id=story_id, **changes)


async def test_a_library_begins_empty(stories):
    assert await stories.library_version() == 0
    assert await stories.get([]) == {}
    assert await stories.all(StoryFilter()) == []


@pytest.mark.parametrize("record", [stored(), stored(held())], ids=["for buyers", "held"])
async def test_a_record_comes_back_as_it_was_saved(stories, record):
    await stories.save([record], BY_JO)
    assert await stories.get(["dates", "unknown"]) == {"dates": record}
    assert await stories.by_ref(record.ref) == record
    assert await stories.by_ref("ref-unknown") is None


async def test_the_library_version_grows_with_every_change(stories):
    assert await stories.save([stored()], BY_JO) == 1
    both = [stored(version=2), stored(story("other"))]
    assert await stories.save(both, BY_JO) == 2
    assert await stories.library_version() == 2


async def test_saving_nothing_changes_nothing(stories):
    await stories.save([stored()], BY_JO)
    assert await stories.save([], BY_JO) == 1


async def test_the_record_is_the_latest_version_and_all_are_kept(stories, database):
    first = stored()
    second = stored(story("dates", status=Status.RETIRED), version=2, path="/new.md")
    await stories.save([first], BY_JO)
    await stories.save([second], Change(AT, "Kim"))
    assert await stories.get(["dates"]) == {"dates": second}
    query = select(story_versions).order_by(story_versions.c.version)
    kept = await database.read(lambda connection: connection.execute(query).all())
    assert [(row.version, row.by, row.at) for row in kept] == [(1, "Jo", AT), (2, "Kim", AT)]


@pytest.mark.parametrize("version", [1, 2])
async def test_a_change_made_from_a_stale_version_saves_nothing(stories, version):
    await stories.save([stored()], BY_JO)
    await stories.save([stored(version=2)], BY_JO)
    stale = stored(story("dates", title="Mine"), version=version)
    with pytest.raises(StaleStoryError, match="dates was changed meanwhile"):
        await stories.save([stored(story("other")), stale], BY_JO)
    assert await stories.library_version() == 2
    assert list(await stories.get(["dates", "other"])) == ["dates"]


async def test_of_two_changes_at_once_one_is_refused(stories):
    await stories.save([stored()], BY_JO)
    both = [
        stories.save([stored(story("dates", title=title), version=2)], BY_JO)
        for title in ("Mine", "Theirs")
    ]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(outcome) for outcome in outcomes if outcome != 2) == [StaleStoryError]
    assert await stories.library_version() == 2


async def test_records_are_found_by_what_is_known_of_them(stories):
    public = story("public", visibility=Visibility.PUBLIC)
    await stories.save(
        [
            stored(story("retired", status=Status.RETIRED), path="/a.md", root="/old"),
            stored(public, path="/b.md"),
            stored(),
            stored(held(story("held"))),
        ],
        BY_JO,
    )

    async def ids(**wanted):
        return [record.story.id for record in await stories.all(StoryFilter(**wanted))]

    assert await ids() == ["dates", "held", "public", "retired"]
    assert await ids(status=Status.RETIRED) == ["retired"]
    assert await ids(root="/old") == ["retired"]
    assert await ids(path="/b.md") == ["public"]
    assert await ids(visibilities=frozenset({Visibility.PUBLIC})) == ["public"]
    assert await ids(visibilities=frozenset()) == []
    assert await ids(root="/stories", status=Status.APPROVED) == ["dates", "held", "public"]


async def test_a_held_story_is_found_as_internal_whatever_it_says(stories):
    await stories.save([stored(held())], BY_JO)
    for_buyers = StoryFilter(visibilities=frozenset({Visibility.PROSPECTS}))
    internal = StoryFilter(visibilities=frozenset({Visibility.INTERNAL}))
    assert await stories.all(for_buyers) == []
    assert len(await stories.all(internal)) == 1


async def test_more_ids_may_be_asked_for_than_a_statement_takes(stories):
    await stories.save([stored()], BY_JO)
    many = [f"story-{n}" for n in range(40_000)]
    assert list(await stories.get([*many, "dates"])) == ["dates"]
