"""A model's official files from the public hub, over plain HTTPS."""

from collections.abc import Callable
from pathlib import Path

import httpx

from bot.adapters.embedding.models import ModelSpec, OfficialFile
from bot.adapters.embedding.official import NotHereError, Weights, verified

_SECONDS_WITHOUT_A_BYTE = 30.0
_REPORTS = 20  # on the way through one file
_REMEDY = (
    "try again; if it comes out the same, something on the way changes it: fetch the files by "
    "another way and name their folder"
)


def from_hub(spec: ModelSpec, hub: str, work: Path, progress: Callable[[str], None]) -> Weights:
    """Download a model's files into `work`; `hub` is the address that repositories start from.

    Raises `NotHereError` if the hub cannot be reached or stops on the way, `WeightsDamagedError`
    if what came is not the official file.
    """
    files = []
    with httpx.Client(follow_redirects=True, timeout=_SECONDS_WITHOUT_A_BYTE) as client:
        for official in (spec.weights, spec.tokenizer):
            url = f"{hub}/{spec.home.repository}/resolve/{spec.home.revision}/{official.name}"
            try:
                with client.stream("GET", url) as answer:
                    files.append(_save(answer, work / official.name, official, progress))
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise NotHereError(f"{url}: {type(error).__name__} {error}") from error
    return verified(spec, files, f"the hub ({spec.home.repository})", _REMEDY)


def _save(
    answer: httpx.Response, target: Path, official: OfficialFile, progress: Callable[[str], None]
) -> Path:
    if not answer.is_success:
        raise NotHereError(f"{answer.url} answered {answer.status_code}")
    step = max(official.size // _REPORTS, 1 << 20)
    received = reported = 0
    with target.open("wb") as file:
        for chunk in answer.iter_bytes():
            file.write(chunk)
            received += len(chunk)
            if received > official.size:  # not ours, and it may have no end
                break
            if received - reported >= step:
                reported = received
                progress(f"{official.name}: {received >> 20} of {official.size >> 20} MB")
    return target
