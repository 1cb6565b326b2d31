"""The vectors of the last texts are kept, so that each text is embedded once."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bot.adapters.embedding.recent_embedder import RecentEmbedder
from bot.ports.language import Embedder


class CountingEmbedder(Embedder):
    """Gives each text a vector of its own, and notes what it was asked."""

    name = "counting"
    dimension = 4

    def __init__(self):
        self.asked = []
        self.together = []

    def embed(self, texts):
        self.asked.append(list(texts))
        rows = [np.frombuffer(text.encode()[:4].ljust(4), np.uint8) for text in texts]
        return np.array(rows, np.float32).reshape(-1, 4)

    def embed_together(self, texts):
        self.together.append(list(texts))
        return self.embed(texts)


def test_a_text_that_comes_again_is_not_embedded_again():
    inner = CountingEmbedder()
    recent = RecentEmbedder(inner)
    first = recent.embed(["pump", "cart"])
    again = recent.embed(["cart", "pump", "cart"])
    np.testing.assert_array_equal(again, first[[1, 0, 1]])
    assert inner.asked == [["pump", "cart"]]


def test_all_that_is_new_is_asked_for_at_once_and_each_text_once():
    inner = CountingEmbedder()
    recent = RecentEmbedder(inner)
    recent.embed(["pump"])
    recent.embed(["cart", "pump", "door", "cart"])
    assert inner.asked == [["pump"], ["cart", "door"]]


def test_vectors_are_those_of_the_embedder_and_so_are_name_and_dimension():
    inner = CountingEmbedder()
    recent = RecentEmbedder(inner)
    np.testing.assert_array_equal(recent.embed(["pump", "cart"]), inner.embed(["pump", "cart"]))
    assert (recent.name, recent.dimension) == ("counting", 4)
    assert recent.embed(["pump"]).dtype == np.float32
    assert recent.embed([]).shape == (0, 4)


def test_what_is_embedded_together_is_kept_too():
    inner = CountingEmbedder()
    recent = RecentEmbedder(inner)
    recent.embed_together(["pump", "cart"])
    recent.embed(["cart"])
    recent.embed_together(["pump"])
    assert inner.together == [["pump", "cart"]]
    assert inner.asked == [["pump", "cart"]]


def test_the_text_that_was_not_wanted_for_longest_is_forgotten_first():
    inner = CountingEmbedder()
    recent = RecentEmbedder(inner, kept=2)
    recent.embed(["pump", "cart"])
    recent.embed(["pump"])
    recent.embed(["door"])
    recent.embed(["pump"])
    recent.embed(["cart"])
    assert inner.asked == [["pump", "cart"], ["door"], ["cart"]]


def test_more_texts_than_are_kept_are_embedded_all_the_same():
    recent = RecentEmbedder(CountingEmbedder(), kept=2)
    texts = ["pump", "cart", "door", "lamp"]
    np.testing.assert_array_equal(recent.embed(texts), CountingEmbedder().embed(texts))


def test_a_vector_that_its_taker_changes_stays_as_it_was():
    recent = RecentEmbedder(CountingEmbedder())
    recent.embed(["pump"])[:] = 0
    assert recent.embed(["pump"]).any()


def test_several_threads_may_share_one():
    recent = RecentEmbedder(CountingEmbedder(), kept=3)
    texts = ["pump", "cart", "door", "lamp", "road"]
    right = CountingEmbedder().embed(texts)
    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(lambda _: recent.embed(texts), range(200)):
            np.testing.assert_array_equal(vectors, right)


def test_vectors_that_somebody_has_at_hand_are_taken():
    inner = CountingEmbedder()
    recent = RecentEmbedder(inner)
    known = np.ones(4, np.float32)
    recent.keep({"pump": known})
    np.testing.assert_array_equal(recent.embed(["pump"]), [known])
    assert inner.asked == []


def test_a_vector_of_its_own_is_not_given_up_for_one_that_is_handed_in():
    recent = RecentEmbedder(CountingEmbedder())
    own = recent.embed(["pump"])
    recent.keep({"pump": np.ones(4, np.float32)})
    np.testing.assert_array_equal(recent.embed(["pump"]), own)
