"""Loading story files again whenever they change."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from bot.domain.errors import StaleStoryError
from bot.domain.load_lines import LoadLine, LoadProblem, LoadResult
from bot.ports.files import Stop, Watch
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest

_TRIES = 5  # where others save the same stories at the same time
Place = tuple[str, str]  # a path and the id of a story in it
_CHANGED = frozenset({LoadResult.ADDED, LoadResult.UPDATED, LoadResult.RETIRED})


@dataclass(frozen=True, slots=True)
class WatchKnowledge:
    """Loads, and loads again; what a load may not do without a person's word, this may not do."""

    load: LoadKnowledge
    watch: Watch

    async def __call__(self, request: LoadRequest, stop: Stop) -> AsyncGenerator[LoadLine, None]:
        """Give every line of the first load, then those that say something new; until `stop`."""
        before: dict[Place, set[LoadProblem]] = {}
        async for _ in self.watch(request.paths, stop):
            now: dict[Place, set[LoadProblem]] = {}
            for line in await self._loaded(request):
                place = (line.path, line.id)
                said = before.get(place)
                if said is None or line.result in _CHANGED or not said.issuperset(line.problems):
                    yield line
                # a file that is not read anew repeats but some of what was told of it
                old = () if line.result in _CHANGED else said or ()
                now[place] = {*old, *line.problems}
            before = now

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
