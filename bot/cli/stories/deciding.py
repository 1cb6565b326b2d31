"""`groundwork stories approve`, `retire` and `recall`: where a story is in its life."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.stories.options import By, StoryId, decision, tell_state
from bot.domain.story import Verdict

Why = Annotated[str, typer.Option("--why", help="the reason, kept with the version")]


def approve(story_id: StoryId, *, why: Why = "", by: By = None, data_dir: DataDir = None) -> int:
    """Let a draft in, or a story that was retired or recalled. It holds for the text as it is."""
    return _decide((story_id, by, why), Verdict.APPROVED, data_dir)


def retire(story_id: StoryId, *, why: Why, by: By = None, data_dir: DataDir = None) -> int:
    """Take a story out because it has had its time. It stays out until it is approved."""
    return _decide((story_id, by, why), Verdict.RETIRED, data_dir)


def recall(story_id: StoryId, *, why: Why, by: By = None, data_dir: DataDir = None) -> int:
    """Call a story back: nobody finds or opens it from now on. 'stories seen' says who had it."""
    return _decide((story_id, by, why), Verdict.RECALLED, data_dir)


def _decide(decided: tuple[str, str | None, str], verdict: Verdict, data_dir: DataDir) -> int:
    async def job(app: App) -> int:
        tell_state(await app.change.rule(await decision(app, *decided), verdict))
        return DONE

    return with_app(read_settings(data_dir), job)
