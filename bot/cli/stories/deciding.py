"""`groundwork stories approve`, `retire` and `recall`: where a story is in its life."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.stories.options import By, StoryId, tell_state, who
from bot.domain.story import Verdict
from bot.use_cases.change_stories import Decision

Why = Annotated[str, typer.Option("--why", help="the reason, kept with the version")]


def approve(story_id: StoryId, *, why: Why = "", by: By = None, data_dir: DataDir = None) -> int:
    """Let a draft in, or a story that was retired or recalled. It holds for the text as it is."""
    return _decide(Decision(story_id, who(by), why), Verdict.APPROVED, data_dir)


def retire(story_id: StoryId, *, why: Why, by: By = None, data_dir: DataDir = None) -> int:
    """Take a story out because it has had its time. It stays out until it is approved."""
    return _decide(Decision(story_id, who(by), why), Verdict.RETIRED, data_dir)


def recall(story_id: StoryId, *, why: Why, by: By = None, data_dir: DataDir = None) -> int:
    """Call a story back: nobody finds or opens it from now on. 'stories seen' says who had it."""
    return _decide(Decision(story_id, who(by), why), Verdict.RECALLED, data_dir)


def _decide(decision: Decision, verdict: Verdict, data_dir: DataDir) -> int:
    async def job(app: App) -> int:
        tell_state(await app.change.rule(decision, verdict))
        return DONE

    return with_app(read_settings(data_dir), job)
