"""Making a model ready: once, whole or not at all, and again when it is spoilt."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.adapters.embedding.manifest import (
    MANIFEST,
    MODEL,
    TOKENIZER,
    ModelNotPreparedError,
    verify,
)
from bot.adapters.embedding.official import WeightsDamagedError
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import ModelNotMadeError, prepare_spec
from bot.adapters.embedding.weights import Places
from tests.adapters.embedding_samples import make_official


class Interrupted(BaseException):
    pass


def silent(_message):
    pass


@pytest.fixture
def official(tmp_path):
    return tmp_path / "official"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def spec(official):
    return make_official(official)


@pytest.fixture
def places(official):
    return Places(official, None)


def make(spec, cache, places):
    return prepare_spec(spec, cache, places, silent)


def test_once_made_it_is_found_at_once_and_without_the_weights(spec, cache, places):
    folder = make(spec, cache, places)
    assert folder == cache / "tiny"
    assert sorted(file.name for file in folder.iterdir()) == [MANIFEST, MODEL, TOKENIZER]

    start = time.perf_counter()
    assert make(spec, cache, Places(None, None)) == folder
    assert time.perf_counter() - start < 0.05


def test_the_same_weights_give_the_same_bytes(spec, tmp_path, places):
    first, second = (make(spec, tmp_path / name, places) for name in "ab")
    for name in (MODEL, TOKENIZER, MANIFEST):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_an_interrupted_build_leaves_nothing_half_made(spec, cache, places):
    def interrupt(message):
        if "building" in message:
            raise Interrupted

    with pytest.raises(Interrupted):
        prepare_spec(spec, cache, places, interrupt)
    assert [path.name for path in cache.iterdir()] == [".tiny.lock"]
    OnnxEmbedder(make(spec, cache, places))


def test_what_a_killed_process_left_is_cleared_away(spec, cache, places):
    left = cache / ".tiny-work-killed"
    (left / "ready").mkdir(parents=True)
    (left / "ready" / MODEL).write_bytes(b"half")
    make(spec, cache, places)
    assert not left.exists()


def test_two_at_once_make_it_once(spec, cache, places):
    said = []
    barrier = threading.Barrier(2)

    def run():
        barrier.wait()
        return prepare_spec(spec, cache, places, said.append)

    with ThreadPoolExecutor(2) as pool:
        folders = {future.result() for future in [pool.submit(run), pool.submit(run)]}
    assert folders == {cache / "tiny"}
    assert sum("building" in message for message in said) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / MODEL).write_bytes(b"cut short"),
        lambda folder: (folder / TOKENIZER).unlink(),
        lambda folder: (folder / MANIFEST).write_text("{"),
        lambda folder: (folder / MANIFEST).write_text("[]"),
    ],
)
def test_a_spoilt_model_is_refused_and_made_again(spec, cache, places, spoil):
    folder = make(spec, cache, places)
    spoil(folder)
    with pytest.raises(ModelNotPreparedError, match="prepare it again"):
        OnnxEmbedder(folder)
    OnnxEmbedder(make(spec, cache, places))


def test_a_model_of_an_older_recipe_is_made_again(spec, cache, places):
    folder = make(spec, cache, places)
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | {"recipe": 0}))
    make(spec, cache, places)
    assert json.loads((folder / MANIFEST).read_text()) == manifest


def test_damaged_weights_make_no_model(spec, official, cache, places):
    (official / "model.safetensors").write_bytes(b"?" * spec.weights.size)
    with pytest.raises(WeightsDamagedError):
        make(spec, cache, places)
    assert not (cache / "tiny").exists()


def test_a_cache_that_cannot_be_written_is_said(spec, cache, places):
    cache.write_text("a file, not a folder")
    with pytest.raises(ModelNotMadeError, match="choose a folder that can be written"):
        make(spec, cache, places)


def test_a_change_that_keeps_the_size_is_found_when_asked(spec, cache, places):
    folder = make(spec, cache, places)
    verify(folder)
    (folder / MODEL).write_bytes(b"?" * (folder / MODEL).stat().st_size)
    with pytest.raises(ModelNotPreparedError, match="has changed since it was made"):
        verify(folder)
