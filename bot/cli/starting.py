"""What a start does before anybody is answered: the knowledge folder is loaded."""

import asyncio

from bot.bootstrap import App
from bot.cli.load import progress_bar, summary
from bot.cli.opening import tell
from bot.domain.load_lines import LoadResult
from bot.use_cases.load_run import LoadRequest


async def load_knowledge(app: App) -> None:
    """Load what is new or changed in the knowledge folder, and learn the facts and views."""
    await asyncio.to_thread(app.answers.learn)
    folder = app.settings.knowledge_dir / "stories"
    if not folder.is_dir():
        tell(f"There is no folder {folder}: the library stays as it is.")
        return
    # Of several that start together the first one loads, and the others find it done.
    async with app.loading():
        with progress_bar() as move:
            wanted = LoadRequest([str(folder)], by="start")
            lines = [line async for line in app.load(wanted, move)]
    for line in lines:
        if line.result is LoadResult.REJECTED:
            tell(f"{line.path}: {line.problems[0].message}")
    tell(f"{folder}: {summary(lines)}.")
