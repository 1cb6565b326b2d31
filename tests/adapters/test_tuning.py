"""A tuned model: its tuning adds to its weights where it is asked to, and nowhere else."""

import json

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from bot.adapters.embedding import tuning
from bot.adapters.embedding.graph_builder import LowRank, Precision
from bot.adapters.embedding.manifest import MANIFEST, MODEL, TOKENIZER, write_manifest
from bot.adapters.embedding.models import Family
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.onnx_graph import write_model
from bot.adapters.embedding.prepare import prepare_spec
from bot.adapters.embedding.weights import Places
from tests.adapters.embedding_samples import NAMES, make_official

TEXT = "the close takes too long"
WHOLE = [(0, len(TEXT))]
RANK = 2


@pytest.fixture
def tunings(tmp_path, monkeypatch):
    monkeypatch.setattr(tuning, "FOLDER", tmp_path / "tunings")


def pairs(family, weights):
    """A tuning of every weight of the upper layer."""
    random = np.random.default_rng(3)
    *dense, _ = NAMES[family]
    names = [f"encoder.layer.1.{n}" for n in (*dense, "intermediate.dense", "output.dense")]
    made = {}
    for name in names:
        width, depth = weights[f"{name}.weight"].shape
        down, up = random.normal(0, 0.3, (depth, RANK)), random.normal(0, 0.3, (RANK, width))
        made[name] = LowRank(down.astype(np.float16), up.astype(np.float16))
    return made


def open_model(tmp_path, spec, weights, name="model"):
    folder = tmp_path / name
    folder.mkdir()
    write_model(spec, weights, folder / MODEL, Precision.FLOAT32)
    (folder / TOKENIZER).write_bytes((tmp_path / "official" / "tokenizer.json").read_bytes())
    write_manifest(folder, spec)
    return OnnxEmbedder(folder, threads=1)


@pytest.mark.usefixtures("tunings")
@pytest.mark.parametrize("family", Family)
class TestWhereItCounts:
    def test_it_is_the_same_as_if_it_were_added_to_the_weights(self, tmp_path, family):
        spec = make_official(tmp_path / "official", family)
        official = tmp_path / "official" / "model.safetensors"
        weights = load_file(official)
        added = pairs(family, weights)
        for name, pair in added.items():
            low = pair.down.astype(np.float32) @ pair.up.astype(np.float32)
            weights[f"{name}.weight"] = weights[f"{name}.weight"] + low.T
        save_file(weights, tmp_path / "added.safetensors")
        summed = open_model(tmp_path, spec, tmp_path / "added.safetensors", "summed")
        tuning.write_tuning(spec.name, added)
        tuned = open_model(tmp_path, spec, official)
        found = tuned.encode_spans(TEXT, WHOLE)
        np.testing.assert_allclose(found, summed.encode_spans(TEXT, WHOLE), atol=2e-6)
        assert not np.allclose(found, tuned.embed([TEXT]), atol=0.05)

    def test_plain_vectors_stay_what_they_were(self, tmp_path, family):
        spec = make_official(tmp_path / "official", family)
        official = tmp_path / "official" / "model.safetensors"
        before = open_model(tmp_path, spec, official, "before").embed([TEXT, "cat"])
        tuning.write_tuning(spec.name, pairs(family, load_file(official)))
        after = open_model(tmp_path, spec, official, "after").embed([TEXT, "cat"])
        np.testing.assert_allclose(after, before, atol=1e-6)


@pytest.mark.usefixtures("tunings")
class TestSpans:
    @pytest.fixture
    def model(self, tmp_path):
        spec = make_official(tmp_path / "official")
        return open_model(tmp_path, spec, tmp_path / "official" / "model.safetensors")

    def test_a_span_is_read_with_what_stands_around_it(self, model):
        [alone] = model.encode_spans("long", [(0, 4)])
        [inside] = model.encode_spans(TEXT, [(TEXT.index("long"), len(TEXT))])
        assert not np.allclose(alone, inside, atol=1e-3)

    def test_each_span_has_a_vector_of_length_one(self, model):
        vectors = model.encode_spans(TEXT, [(0, 3), (4, 9), *WHOLE])
        assert vectors.shape == (3, model.dimension)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_a_span_that_holds_nothing_is_given_the_whole_text(self, model):
        everything = model.encode_spans(TEXT, [(3, 4), (400, 500)])
        np.testing.assert_allclose(everything[0], everything[1], atol=1e-6)

    def test_half_a_surrogate_pair_does_no_harm(self, model):
        assert model.encode_spans("the \ud83d close", [(0, 11)]).shape == (1, model.dimension)


@pytest.mark.usefixtures("tunings")
def test_a_model_is_made_again_once_its_tuning_changes(tmp_path):
    spec = make_official(tmp_path / "official")
    places = Places(tmp_path / "official", None)
    folder = prepare_spec(spec, tmp_path / "cache", places, lambda _: None)
    before = json.loads((folder / MANIFEST).read_text())
    weights = load_file(tmp_path / "official" / "model.safetensors")
    tuning.write_tuning(spec.name, pairs(Family.BERT, weights))
    prepare_spec(spec, tmp_path / "cache", places, lambda _: None)
    after = json.loads((folder / MANIFEST).read_text())
    assert before["tuning_sha256"] == ""
    assert after["tuning_sha256"] == tuning.tuning_sha256(spec.name)
    assert before["recipe"] == after["recipe"]
