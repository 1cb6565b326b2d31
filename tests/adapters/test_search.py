"""The story index: the same promises by Chroma with BM25 and by the one in memory."""

import asyncio
import sys
from dataclasses import replace
from itertools import count

import pytest

from bot.adapters.langchain_search import EmbedderEmbeddings, StoryRetriever
from bot.adapters.search.fusion import Fusion
from bot.adapters.search.hybrid_index import HybridIndex
from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.moves import Told
from bot.domain.passages import Passage, passages_of
from bot.domain.story import Facet
from bot.ports.library import Query
from tests.fakes.memory_library import HashEmbedder, MemoryIndex
from tests.library_builders import make_stored

ANYONE, OUTSIDERS, INSIDERS = (clearance_for(a) for a in Audience)
NUMBERS = count()
SIMPLE = Fusion((1.0, 0.0, 0.0, 0.0, 0.0, 0.5), (14.0, 0.0, 0.0, 0.0, 0.0, 7.0), -4.2)


def passage(story_id, text, n=0, **changes):
    """A passage for prospects about a problem."""
    made = Passage(story_id, 1, n, Facet.PROBLEM, Visibility.PROSPECTS, text, f"About {story_id}")
    return replace(made, **changes)


CLOSE = passage("close", "The month end close takes nine working days in five companies.")
RETURNS = passage("returns", "Shoes come back unworn and fill the warehouse.")
PUBLIC = passage("leak", "Callers report the same leak again.", visibility=Visibility.PUBLIC)
SECRET = passage("secret", "The forecast was a queue.", visibility=Visibility.INTERNAL)
NOTES = passage("close", "The ledger connector.", 1, facet=Facet.PRODUCT_NOTES)
ALL = (CLOSE, NOTES, RETURNS, PUBLIC, SECRET)


@pytest.fixture
def embedder():
    return HashEmbedder()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One database for all tests, since opening one takes long; each has its own collections."""
    return tmp_path_factory.mktemp("vectors")


@pytest.fixture
async def hybrid(folder, embedder):
    embedder.name = f"hash {next(NUMBERS)}"
    index = HybridIndex(folder, embedder, SIMPLE)
    yield index
    await index.close()


@pytest.fixture(params=["memory", "hybrid"])
async def index(request, hybrid):
    """Both kinds, one after the other."""
    return hybrid if request.param == "hybrid" else MemoryIndex()


async def ids(index, text, clearance=INSIDERS, **changes):
    hits = await index.search(Query(text, **changes), clearance)
    return [hit.story_id for hit in hits]


async def test_the_story_that_fits_comes_first_with_what_it_shares(index):
    await index.put(ALL, {})
    hits = await index.search(Query("our month end close takes days"), OUTSIDERS)
    assert (hits[0].story_id, hits[0].text, hits[0].facet) == ("close", CLOSE.text, Facet.PROBLEM)
    assert hits[0].version == 1
    assert {"month", "close", "days"} <= set(hits[0].lexical)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)


async def test_only_what_may_be_read_is_searched(index):
    await index.put(ALL, {})
    readable = {ANYONE: {"leak"}, OUTSIDERS: {"leak", "close", "returns"}}
    for clearance, may in readable.items():
        for text in ("forecast queue", "leak", "close the warehouse", "ledger connector"):
            assert set(await ids(index, text, clearance)) <= may
    assert "secret" in await ids(index, "forecast queue", INSIDERS)


async def test_product_notes_come_up_only_when_the_gate_is_open(index):
    await index.put(ALL, {})
    for clearance in (OUTSIDERS, INSIDERS):
        closed = await index.search(Query("ledger connector"), clearance)
        assert not any(hit.facet is Facet.PRODUCT_NOTES for hit in closed)
        opened = await index.search(Query("ledger connector", gate_open=True), clearance)
        assert opened[0].facet is Facet.PRODUCT_NOTES


async def test_each_story_comes_up_once_with_its_best_passage(index):
    more = passage("close", "The bank wants figures sooner.", 2)
    await index.put((*ALL, more), {})
    found = await ids(index, "the bank wants figures")
    assert len(found) == len(set(found))
    hits = await index.search(Query("the bank wants figures"), OUTSIDERS)
    assert hits[0].text == more.text


async def test_no_more_stories_than_asked_for(index):
    await index.put(ALL, {})
    assert len(await ids(index, "close leak warehouse", k=2)) == 2


async def test_only_insiders_find_a_story_by_its_customer(index):
    await index.put(ALL, {"returns": "Marlowe Shoes\nMarlowe"})
    assert (await ids(index, "what did marlowe do", INSIDERS))[0] == "returns"
    before = await index.search(Query("what did marlowe do"), OUTSIDERS)
    assert all("marlowe" not in hit.lexical for hit in before)
    assert all(hit.score < 0.9 for hit in before)


async def test_removed_stories_are_gone(index):
    await index.put(ALL, {})
    await index.remove(["close", "unknown"])
    assert "close" not in await index.known()
    assert "close" not in await ids(index, "month end close", gate_open=True)


async def test_an_older_version_goes_when_a_newer_one_has_come(index):
    await index.put(ALL, {})
    await index.put([passage("close", "The close takes five days.", version=2)], {})
    assert (await index.known())["close"] == 0, "a mixture matches no record"
    await index.remove(["close"], below={"close": 2})
    assert (await index.known())["close"] == 2
    hits = await index.search(Query("close takes days", gate_open=True), OUTSIDERS)
    assert [hit.version for hit in hits if hit.story_id == "close"] == [2]


async def test_putting_again_changes_nothing(index):
    await index.put(ALL, {})
    before = await ids(index, "close"), await index.known()
    await index.put(ALL, {})
    assert (await ids(index, "close"), await index.known()) == before


async def test_any_text_is_taken(index):
    await index.put(ALL, {})
    for text in ("", "the of and", "\U0001f600", "x" * 20_000, "مرحبا " * 300, "a\x00b", "zzz"):
        assert isinstance(await ids(index, text), list)


async def test_an_empty_index_finds_nothing(index):
    assert await ids(index, "anything") == []
    assert await index.known() == {}


async def test_what_was_put_is_there_after_a_restart(tmp_path, embedder):
    first = HybridIndex(tmp_path, embedder, SIMPLE)
    await first.put(ALL, {"returns": "Marlowe"})
    before = await first.search(Query("month end close"), INSIDERS)
    await first.close()
    second = HybridIndex(tmp_path, embedder, SIMPLE)
    assert await second.search(Query("month end close"), INSIDERS) == before
    assert (await ids(second, "Marlowe"))[0] == "returns"
    assert await second.known() == {"close": 1, "returns": 1, "leak": 1, "secret": 1}
    await second.close()


async def test_another_process_is_followed(tmp_path, embedder):
    """A load at the command line is seen by a server that has been running for long."""
    server = HybridIndex(tmp_path, embedder, SIMPLE)
    await server.put([CLOSE], {})
    assert await ids(server, "warehouse shoes") == ["close"]
    script = (
        "import asyncio, sys; from pathlib import Path\n"
        "from tests.adapters.test_search import RETURNS, SIMPLE\n"
        "from tests.fakes.memory_library import HashEmbedder\n"
        "from bot.adapters.search.hybrid_index import HybridIndex\n"
        "index = HybridIndex(Path(sys.argv[1]), HashEmbedder(), SIMPLE)\n"
        "asyncio.run(index.put([RETURNS], {})); asyncio.run(index.remove(['close']))\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(tmp_path))
    assert await process.wait() == 0
    assert await ids(server, "warehouse shoes") == ["returns"]
    assert await server.known() == {"returns": 1}
    await server.close()


async def test_vectors_of_two_embedders_do_not_mix(tmp_path, embedder):
    other = HashEmbedder()
    other.name, other.dimension = "another", 64
    first, second = HybridIndex(tmp_path, embedder, SIMPLE), HybridIndex(tmp_path, other, SIMPLE)
    await first.put(ALL, {})
    assert await second.known() == {}
    await second.put([CLOSE], {})
    assert await ids(second, "close") == ["close"]
    assert "returns" in await first.known()
    await first.close()
    await second.close()


async def test_a_put_that_was_interrupted_is_told_and_mended(hybrid):
    """A story of which only parts came in has a version that no record has."""
    story = make_stored()
    passages = passages_of(story)
    await hybrid.put(passages, {})
    shelf = hybrid._stock.passages.shelves[Visibility.PROSPECTS, False]
    shelf.remove([passages[0].id])
    assert await hybrid.known() == {"close": 0}
    await hybrid.put(passages, {})
    assert await hybrid.known() == {"close": 1}


async def test_a_story_put_again_shorter_leaves_nothing_behind(hybrid):
    await hybrid.put([CLOSE, NOTES], {})
    await hybrid.put([CLOSE], {})
    assert await hybrid.known() == {"close": 1}
    assert await ids(hybrid, "ledger connector", gate_open=True) == ["close"]


async def test_where_no_words_are_shared_the_order_is_that_of_meaning(hybrid):
    await hybrid.put(ALL, {})
    fused = await ids(hybrid, "qqq zzz")
    hybrid._fusion = replace(SIMPLE, weights=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    assert await ids(hybrid, "qqq zzz") == fused


async def test_a_one_word_name_that_is_a_plain_word_has_to_be_written_as_a_name(hybrid):
    """Some companies are called Box."""
    boxes = passage("boxes", "Each box held twelve pairs.")
    await hybrid.put((*ALL, boxes), {"returns": "Box", "leak": "Tarn Valley Water"})
    assert (await ids(hybrid, "a box of twelve pairs"))[0] == "boxes"
    assert (await ids(hybrid, "what did Box do"))[0] == "returns"
    assert (await ids(hybrid, "anything from tarn valley water"))[0] == "leak"


async def test_many_removals_leave_a_working_index(hybrid):
    crowd = [passage(f"s{n}", f"Story number {n} about matter {n % 7}.") for n in range(300)]
    await hybrid.put(crowd, {})
    await hybrid.remove([p.story_id for p in crowd[5:]])
    assert len(await ids(hybrid, "story about matter", k=50)) == 5


async def test_searching_and_loading_at_the_same_time(hybrid):
    await hybrid.put(ALL, {})
    crowd = [[passage(f"s{n}", f"Story number {n}.")] for n in range(20)]
    await asyncio.gather(
        *(hybrid.put(some, {}) for some in crowd),
        *(hybrid.search(Query("story number"), INSIDERS) for _ in range(20)),
    )
    assert len(await hybrid.known()) == 24


async def test_our_embedder_serves_langchain(embedder):
    embeddings = EmbedderEmbeddings(embedder)
    vectors = embeddings.embed_documents(["a close", "returns"])
    assert [len(vector) for vector in vectors] == [256, 256]
    assert embeddings.embed_query("a close") == vectors[0]
    assert await embeddings.aembed_query("a close") == vectors[0]


async def test_our_search_serves_langchain_with_cleared_text_only():
    stored = make_stored()
    asked = []

    async def finder(text):
        asked.append(text)
        return [Told(stored.outsiders, Facet.PROBLEM, 0.8, "about the problem")]

    retriever = StoryRetriever(finder=finder)
    [document] = await retriever.ainvoke("a slow close")
    assert asked == ["a slow close"]
    assert document.page_content == stored.outsiders.facets[Facet.PROBLEM]
    assert document.metadata == {
        "id": "ref-close",
        "title": stored.outsiders.title,
        "facet": "problem",
        "score": 0.8,
        "why": "about the problem",
    }
    with pytest.raises(NotImplementedError, match="ainvoke"):
        retriever.invoke("a slow close")


async def test_the_sentences_of_what_is_found_are_handed_on_as_vectors(folder, embedder):
    embedder.name = f"hash {next(NUMBERS)}"
    kept = {}
    index = HybridIndex(folder, embedder, SIMPLE, keep=kept.update)
    await index.put(ALL, {})
    await ids(index, "our month end close takes days", OUTSIDERS)
    handed = dict(kept)
    kept.clear()
    await ids(index, "our month end close takes days", OUTSIDERS)
    assert not kept  # they are there already
    kept.update(handed)
    await index.close()
    assert CLOSE.text in kept
    for text, vector in kept.items():
        assert embedder.embed([text])[0] @ vector > 0.99
    assert not {SECRET.text, NOTES.text} & kept.keys()
