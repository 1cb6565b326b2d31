"""Makes a model ready once: finds the official weights, builds the graph, keeps the result."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.adapters.embedding.manifest import (
    MODEL,
    RECIPE,
    TOKENIZER,
    ModelNotPreparedError,
    read_manifest,
    write_manifest,
)
from bot.adapters.embedding.models import HUB, ModelSpec, model_spec
from bot.adapters.embedding.tuning import tuning_sha256
from bot.adapters.embedding.weights import Places, find_weights
from bot.domain.errors import SetupError

Progress = Callable[[str], None]


class ModelNotMadeError(SetupError):
    """The prepared model could not be written."""


def prepare(
    model: str,
    cache: Path,
    local: Path | None = None,
    progress: Progress = lambda _: None,
    hub: str | None = HUB,
) -> Path:
    """Give the folder of a prepared model under `cache`, making it if it is not there yet.

    `local` is a folder looked at before the installed packages; with `hub` None the network is
    never asked. Takes seconds once and about a millisecond after that. May be interrupted, and may
    run in several processes: the folder is there whole or not at all. Raises a `SetupError` that
    says what to do.
    """
    return prepare_spec(model_spec(model), cache, Places(local, hub), progress)


def prepare_spec(spec: ModelSpec, cache: Path, places: Places, progress: Progress) -> Path:
    """Do what `prepare` does for a model that is described rather than named."""
    folder = cache / spec.name
    if _is_ready(folder, spec):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with _alone(cache / f".{spec.name}.lock", progress) as alone:
            if alone:
                _sweep(cache, spec)
            if not _is_ready(folder, spec):  # another process may have been first
                _make(spec, folder, places, progress)
    except OSError as error:
        raise ModelNotMadeError(
            f"{spec.name} could not be prepared in {cache} ({error}): choose a folder that can be "
            f"written and has {_megabytes_needed(spec):,} MB free."
        ) from error
    return folder


def _is_ready(folder: Path, spec: ModelSpec) -> bool:
    try:
        manifest = read_manifest(folder)
    except ModelNotPreparedError:
        return False
    made_from = (manifest.recipe, manifest.weights_sha256, manifest.tuning_sha256)
    return made_from == (RECIPE, spec.weights.sha256, tuning_sha256(spec.name))


@contextmanager
def _alone(lock: Path, progress: Progress) -> Iterator[bool]:
    """Wait until no other process works on this; False where there are no locks.

    It saves time and memory. What is made is right without it.
    """
    with lock.open("w") as file:
        yield _locked(file.fileno(), progress)


def _locked(file: int, progress: Progress) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - Windows has no such module

    with suppress(OSError):  # some network file systems have no locks
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("another process is preparing the model: waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        return True
    return False


def _sweep(cache: Path, spec: ModelSpec) -> None:
    # what a killed process left; a process that works would hold the lock
    for left in cache.glob(f"{_work_prefix(spec)}*"):
        shutil.rmtree(left, ignore_errors=True)


def _make(spec: ModelSpec, folder: Path, places: Places, progress: Progress) -> None:
    # onnx takes a fifth of a second to import, and this happens once in a machine's life
    from bot.adapters.embedding.onnx_graph import write_model  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix=_work_prefix(spec), dir=folder.parent) as name:
        work = Path(name)
        found = find_weights(spec, places, work, progress)
        ready = work / "ready"
        ready.mkdir()
        progress(f"{spec.name}: building the int8 model")
        write_model(spec, found.weights, ready / MODEL)
        shutil.copyfile(found.tokenizer, ready / TOKENIZER)
        write_manifest(ready, spec)
        _publish(ready, folder, work / "replaced")
    progress(f"{spec.name}: ready in {folder}")


def _publish(ready: Path, folder: Path, replaced: Path) -> None:
    with suppress(FileNotFoundError):
        folder.rename(replaced)  # damaged, or made by an older recipe
    try:
        ready.rename(folder)
    except OSError:
        # where there are no locks another process may just have put the same bytes there
        read_manifest(folder)


def _work_prefix(spec: ModelSpec) -> str:
    return f".{spec.name}-work-"


def _megabytes_needed(spec: ModelSpec) -> int:
    return int(spec.weights.size * 1.4) >> 20  # the weights unpacked, and a quarter of them again
