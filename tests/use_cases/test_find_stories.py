"""Finding stories: nothing is told that this reader may not read, whatever the index says."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.passages import passages_of
from bot.domain.story import Facet, Hold, Outcome, Status
from bot.ports.library import Hit
from bot.use_cases.find_stories import Ask, FindStories
from tests.fakes.memory_library import FaultyIndex, MemoryIndex, MemoryStories
from tests.library_builders import make_stored

ANYONE, OUTSIDERS, INSIDERS = (clearance_for(a) for a in Audience)
CLOSE = Ask("books closed on which day")


def hit(stored, facet=Facet.PROBLEM, **changes):
    """A hit on the first passage of a facet, as an index without faults would give it."""
    passage = next(p for p in passages_of(stored) if p.facet is facet)
    found = Hit(stored.story.id, stored.version, facet, 0.8, passage.text, ("books",))
    return replace(found, **changes)


async def found(stored, *hits, ask=CLOSE, clearance=OUTSIDERS):
    """What is found with an index that gives these hits to anyone."""
    find = FindStories(FaultyIndex(*hits), MemoryStories(stored))
    return await find(ask, clearance)


async def library(*stories):
    index = MemoryIndex()
    for stored in stories:
        await index.put(passages_of(stored), {})
    return FindStories(index, MemoryStories(*stories))


async def test_a_story_is_told_as_its_reader_may_read_it():
    stored = make_stored()
    outside = (await found(stored, hit(stored))).told[0]
    assert outside.rendition == replace(
        stored.outsiders,
        facets={f: t for f, t in stored.outsiders.facets.items() if f is not Facet.PRODUCT_NOTES},
    )
    assert "Northwind" not in outside.rendition.text
    assert "Northwind" in outside.secrets
    inside = (await found(stored, hit(stored), clearance=INSIDERS)).told[0]
    assert "Northwind" in inside.rendition.text
    assert inside.secrets == ()


async def test_why_is_said_in_a_readers_words():
    stored = make_stored()
    result = await found(stored, hit(stored), hit(stored, lexical=()))
    assert result.told[0].why == "about the problem; shares 'books'"
    result = await found(stored, hit(stored, Facet.OUTCOME, lexical=()))
    assert result.told[0].why == "about how it ended; close in meaning"


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": Visibility.INTERNAL},
        {"visibility": Visibility.PUBLIC, "holds": (Hold("because", "mend it"),)},
        {"status": Status.DRAFT},
        {"status": Status.RETIRED},
    ],
)
async def test_a_faulty_index_leaks_no_story(changes):
    """It ignores clearance, holds and status; the record does not."""
    stored = make_stored(**changes)
    assert (await found(stored, hit(stored))).told == ()


async def test_a_faulty_index_leaks_no_prospects_story_to_the_open_shelf():
    stored = make_stored()
    assert (await found(stored, hit(stored), clearance=ANYONE)).told == ()


@pytest.mark.parametrize("clearance", [OUTSIDERS, INSIDERS])
async def test_a_faulty_index_leaks_no_product_notes_through_a_closed_gate(clearance):
    stored = make_stored()
    product = hit(stored, Facet.PRODUCT_NOTES)
    assert (await found(stored, product, clearance=clearance)).told == ()
    mislabelled = replace(product, facet=Facet.PROBLEM)
    assert (await found(stored, mislabelled, clearance=clearance)).told == ()
    opened = replace(CLOSE, gate_open=True)
    told = (await found(stored, product, ask=opened, clearance=clearance)).told
    assert [t.facet for t in told] == [Facet.PRODUCT_NOTES]


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": 0},
        {"text": "Words of another story."},
        {"text": ""},
        {"text": "Northwind closed its books on day nine."},  # the text before it was anonymised
        {"facet": Facet.LESSONS},
        {"story_id": "unknown"},
    ],
)
async def test_a_hit_that_the_record_does_not_bear_out_is_dropped(changes):
    """An index that lags or errs may miss a story; it never shows a withdrawn word."""
    stored = make_stored()
    assert (await found(stored, replace(hit(stored), **changes))).told == ()


async def test_drafts_are_for_insiders_who_ask_for_them():
    draft = make_stored(status=Status.DRAFT)
    asked = replace(CLOSE, drafts=True)
    assert (await found(draft, hit(draft), ask=asked, clearance=INSIDERS)).told
    assert not (await found(draft, hit(draft), ask=asked, clearance=OUTSIDERS)).told
    assert not (await found(draft, hit(draft), clearance=INSIDERS)).told


async def test_a_story_is_told_once_and_in_the_order_of_the_index():
    stored = make_stored()
    result = await found(stored, hit(stored), hit(stored, Facet.OUTCOME, score=0.7))
    assert [(t.facet, t.score) for t in result.told] == [(Facet.PROBLEM, 0.8)]


@pytest.mark.parametrize(("score", "none"), [(0.49, True), (0.5, False)])
async def test_no_story_fits_below_a_confidence_of_one_half(score, none):
    """The nearest is given all the same."""
    stored = make_stored()
    result = await found(stored, hit(stored, score=score))
    assert result.no_match is none
    assert len(result.told) == 1


@pytest.mark.parametrize("text", ["", "  \n "])
async def test_nothing_asked_is_nothing_found(text):
    stored = make_stored()
    result = await found(stored, hit(stored), ask=Ask(text))
    assert (result.told, result.no_match) == ((), True)


async def test_stories_that_were_told_already_make_room_for_others():
    stories = [make_stored(f"s{n}") for n in range(4)]
    find = await library(*stories)
    result = await find(replace(CLOSE, k=2, exclude=frozenset({"s0", "s1"})), OUTSIDERS)
    assert {t.rendition.story_id for t in result.told} == {"s2", "s3"}


async def test_stories_that_ended_so():
    stories = [make_stored(f"s{n}", outcome=Outcome.SUCCEEDED) for n in range(6)]
    failed = make_stored("s9", outcome=Outcome.FAILED)
    find = await library(*stories, failed)
    ask = replace(CLOSE, k=2, outcomes=frozenset({Outcome.FAILED}))
    assert [t.rendition.story_id for t in (await find(ask, OUTSIDERS)).told] == ["s9"]


async def test_the_facet_that_the_moment_calls_for_is_shown_where_there_is_one():
    stored = make_stored()
    ask = replace(CLOSE, facets=(Facet.DECIDED, Facet.ATTEMPTS))
    assert (await found(stored, hit(stored), ask=ask)).told[0].facet is Facet.ATTEMPTS


async def test_the_shelf_holds_what_may_be_read_by_title():
    stories = (
        make_stored("b", title="beta"),
        make_stored("a", title="Alpha"),
        make_stored("i", visibility=Visibility.INTERNAL),
        make_stored("d", status=Status.DRAFT),
        make_stored("h", holds=(Hold("because", "mend it"),)),
        make_stored("p", title="Gamma", visibility=Visibility.PUBLIC),
    )
    find = await library(*stories)
    assert [r.title for r in await find.browse(OUTSIDERS)] == ["Alpha", "beta", "Gamma"]
    assert [r.story_id for r in await find.browse(ANYONE)] == ["p"]
    assert {r.story_id for r in await find.browse(INSIDERS)} == {"a", "b", "i", "h", "p"}


async def test_a_story_opens_by_its_opaque_id_for_those_who_may_read_it():
    find = await library(make_stored(), make_stored("i", visibility=Visibility.INTERNAL))
    assert (await find.open("ref-close", OUTSIDERS)).story_id == "close"
    assert await find.open("close", OUTSIDERS) is None
    assert await find.open("ref-i", OUTSIDERS) is None
    assert await find.open("ref-i", INSIDERS)
    gate_open = await find.open("ref-close", OUTSIDERS, gate_open=True)
    assert Facet.PRODUCT_NOTES in gate_open.facets


async def test_a_retired_story_does_not_open():
    find = await library(make_stored(status=Status.RETIRED))
    assert await find.open("ref-close", INSIDERS) is None
