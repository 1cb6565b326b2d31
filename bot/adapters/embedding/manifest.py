"""A prepared model's folder: what is in it, and whether it is whole."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.adapters.embedding.models import ModelSpec
from bot.adapters.embedding.official import sha256_of
from bot.adapters.embedding.tuning import tuning_sha256
from bot.domain.errors import SetupError

MODEL = "model.int8.onnx"
TOKENIZER = "tokenizer.json"
MANIFEST = "manifest.json"

# Goes up with every change that alters vectors: a model made before is made again, and whatever
# is kept under an embedder's name is worked out anew.
RECIPE = 2


class ModelNotPreparedError(SetupError):
    """A folder does not hold a whole, prepared model."""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """One file of the folder; `size` is in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a prepared folder holds, and what it was made from."""

    model: str
    recipe: int
    dimension: int
    max_tokens: int
    weights_sha256: str
    tuning_sha256: str
    files: tuple[PreparedFile, ...]

    @property
    def name(self) -> str:
        """The model as part of a cache's key: it changes whenever the vectors do."""
        return f"{self.model}-int8-{self.recipe}"


def write_manifest(folder: Path, spec: ModelSpec) -> None:
    """Describe the finished files of a folder."""
    manifest = Manifest(
        model=spec.name,
        recipe=RECIPE,
        dimension=spec.architecture.dimension,
        max_tokens=spec.architecture.max_tokens,
        weights_sha256=spec.weights.sha256,
        tuning_sha256=tuning_sha256(spec.name),
        files=tuple(_described(folder / name) for name in (MODEL, TOKENIZER)),
    )
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Give a folder's manifest; `ModelNotPreparedError` unless its files are there, whole in size.

    The files are not read, so this takes no time; `verify` reads them.
    """
    try:
        manifest = _parsed((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all((folder / file.name).stat().st_size == file.size for file in manifest.files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _not_whole(folder) from error
    if not whole:
        raise _not_whole(folder)
    return manifest


def verify(folder: Path) -> None:
    """Read a prepared folder's files and compare checksums, about 0.2 s for the larger model.

    Raises `ModelNotPreparedError` if one has changed.
    """
    for file in read_manifest(folder).files:
        if sha256_of(folder / file.name) != file.sha256:
            raise ModelNotPreparedError(
                f"{folder / file.name} has changed since it was made: delete {folder} and "
                "prepare the model again."
            )


def _described(path: Path) -> PreparedFile:
    return PreparedFile(path.name, sha256_of(path), path.stat().st_size)


def _parsed(text: str) -> Manifest:
    fields = json.loads(text)
    files = tuple(PreparedFile(**file) for file in fields.pop("files"))
    return Manifest(files=files, **fields)


def _not_whole(folder: Path) -> ModelNotPreparedError:
    return ModelNotPreparedError(f"{folder} does not hold a whole model: prepare it again.")
