"""The story index on a Chroma server: shared by machines, and missed for a while without harm."""

from itertools import count

import pytest

from bot.adapters.search import chroma_places
from bot.adapters.search.fusion import Fusion
from bot.adapters.search.hybrid_index import HybridIndex
from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.errors import SetupError
from bot.domain.passages import Passage
from bot.domain.story import Facet
from bot.ports.library import Query
from tests.fakes.chroma_server import ChromaServer
from tests.fakes.memory_library import HashEmbedder

INSIDERS, OUTSIDERS = clearance_for(Audience.INSIDERS), clearance_for(Audience.OUTSIDERS)
SIMPLE = Fusion((1.0, 0.0, 0.0, 0.0, 0.0, 0.5), (14.0, 0.0, 0.0, 0.0, 0.0, 7.0), -4.2)
NUMBERS = count()


def passage(story_id, text, version=1, visibility=Visibility.PROSPECTS):
    title = f"About {story_id}"
    return Passage(story_id, version, 0, Facet.PROBLEM, visibility, text, title)


CLOSE = passage("close", "The month end close takes nine working days in five companies.")
RETURNS = passage("returns", "Shoes come back unworn and fill the warehouse.")
SECRET = passage("secret", "The forecast was a queue.", visibility=Visibility.INTERNAL)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory):
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def machines(chroma, tmp_path, monkeypatch):
    """Two machines with folders of their own and one server."""
    monkeypatch.setattr(chroma_places, "_LOOK_EVERY", 0.0)
    embedder = HashEmbedder()
    embedder.name = f"hash {next(NUMBERS)}"
    made = [HybridIndex(tmp_path / n, embedder, SIMPLE, server=chroma.url) for n in ("a", "b")]
    yield made
    for index in made:
        await index.close()


async def ids(index, text, clearance=INSIDERS):
    return [hit.story_id for hit in await index.search(Query(text), clearance)]


async def test_what_one_machine_puts_all_find_and_what_it_removes_none(machines):
    one, other = machines
    assert await ids(other, "close") == []
    await one.put([CLOSE, SECRET], {"secret": "Bellweather"})
    await other.put([RETURNS], {})
    for index in machines:
        assert await index.known() == {"close": 1, "returns": 1, "secret": 1}
        assert (await ids(index, "our month end close takes days"))[0] == "close"
        assert (await ids(index, "shoes come back"))[0] == "returns"
        assert "secret" not in await ids(index, "the forecast was a queue", OUTSIDERS)
        assert (await ids(index, "what about Bellweather"))[0] == "secret"
    await other.remove(["close"])
    assert "close" not in await ids(one, "our month end close takes days")


async def test_a_machine_that_starts_later_finds_what_is_there(machines, chroma, tmp_path):
    await machines[0].put([CLOSE, RETURNS], {})
    late = HybridIndex(tmp_path / "late", machines[0]._embedder, SIMPLE, server=chroma.url)
    assert await late.known() == {"close": 1, "returns": 1}
    assert (await ids(late, "shoes come back"))[0] == "returns"
    await late.close()


async def test_a_new_version_takes_the_place_of_the_old_everywhere(machines):
    one, other = machines
    await one.put([CLOSE], {})
    await ids(other, "close")
    await one.put([passage("close", "The close takes two days now.", 2)], {})
    await one.remove(["close"], below={"close": 2})
    [hit] = await other.search(Query("close days"), OUTSIDERS)
    assert (hit.version, hit.text) == (2, "The close takes two days now.")


async def test_while_the_server_is_away_words_find_and_afterwards_all_is_as_before(
    machines, chroma
):
    one, other = machines
    await one.put([CLOSE, RETURNS], {})
    await ids(other, "close")
    chroma.stop()
    try:
        assert "close" in await ids(other, "our month end close takes days")
    finally:
        chroma.start()
    await one.put([SECRET], {})
    assert (await ids(other, "the forecast was a queue"))[0] == "secret"
    assert (await ids(other, "our month end close takes days"))[0] == "close"


def test_what_is_no_address_is_said():
    with pytest.raises(SetupError, match="GROUNDWORK_CHROMA_URL"):
        chroma_places.Server("localhost:8000", "hash")
