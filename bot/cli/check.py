"""`groundwork check`: product talk, personal data and live markup in texts."""

from functools import partial

import typer

from bot.bootstrap import App
from bot.cli.batch import Line, Row, opened, work_through
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Source
from bot.domain.guard import PRODUCT_TALK
from bot.domain.plain import HIDDEN, MARKUP
from bot.use_cases.say import Detectors

app = typer.Typer()


@app.command()
def check(batch: Source, data_dir: DataDir = None) -> int:
    """Check texts, one line of answer for each line {"text": ...}."""
    with opened(batch) as lines:
        settings = read_settings(data_dir)
        return with_app(settings, lambda app: work_through(lines, partial(_check, app), _empty))


async def _check(app: App, line: Line) -> Row:
    text = line.text("text")
    detectors = Detectors(app.product_talk, app.personal_data)
    score = detectors.product_score(text)
    return {
        "product_talk": score >= PRODUCT_TALK,
        "score": round(float(score), 4),
        "personal_data": list(dict.fromkeys(detectors.people_in(text))),
        "markup": [found.group() for found in MARKUP.finditer(text)]
        + [f"U+{ord(found.group()):04X}" for found in HIDDEN.finditer(text)],
    }


def _empty(line: Line) -> Row:
    del line
    return {"product_talk": False, "score": 0.0, "personal_data": [], "markup": []}
