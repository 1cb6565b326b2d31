"""Loading story files again whenever they change."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from bot.domain.errors import StaleStoryError
from bot.domain.load_lines import LoadLine, LoadProblem, LoadResult
from bot.ports.files import Stop, Watch
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest

_TRIES = 5  # where others save the same stories at the same time
_CHANGED = frozenset({LoadResult.ADDED, LoadResult.UPDATED, LoadResult.RETIRED})


@dataclass(frozen=True, slots=True)
class WatchKnowledge:
    """Loads, and loads again; what a load may not do without a person's word, this may not do."""

    load: LoadKnowledge
    watch: Watch

    async def __call__(self, request: LoadRequest, stop: Stop) -> AsyncGenerator[LoadLine, None]:
        """Give every line of the first load, then those that say something new; until `stop`."""
        known: dict[tuple[str, str], tuple[LoadProblem, ...]] | None = None
        async for _ in self.watch(request.paths, stop):
            lines = await self._loaded(request)
            for line in lines:
                if known is None or _is_news(line, known):
                    yield line
            known = {(line.path, line.id): line.problems for line in lines}

    async def _loaded(self, request: LoadRequest) -> list[LoadLine]:
        lines: list[LoadLine] = []
        for tries_left in reversed(range(_TRIES)):
            try:
                lines += [line async for line in self.load(request)]
            except StaleStoryError:
                if not tries_left:
                    raise
            else:
                break
        return lines


def _is_news(line: LoadLine, known: dict[tuple[str, str], tuple[LoadProblem, ...]]) -> bool:
    before = known.get((line.path, line.id))
    return line.result in _CHANGED or line.problems != (before or ())
