"""`groundwork prompts list`: which versions there are, and which one is used."""

from bot.bootstrap.prompts import prompt_versions
from bot.cli.app import DONE
from bot.cli.batch import write_row
from bot.cli.opening import read_settings
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show


def list_prompts(output: FormatOption = Format.TABLE, data_dir: DataDir = None) -> int:
    """List each prompt with its versions; a released version is never edited."""
    settings = read_settings(data_dir)
    rows = []
    for name, versions in prompt_versions(settings.prompts_dir).items():
        pinned = settings.pinned.get(name)
        used = pinned if pinned is not None else max(versions, default=0)
        row = {"prompt": name, "versions": list(versions), "used": used, "pinned": bool(pinned)}
        if output is Format.JSON:
            write_row(row)
        shown = " ".join(f"v{version}" for version in versions)
        rows.append((name, shown, f"v{used}", "pinned" if pinned else "the highest"))
    if output is Format.TABLE:
        show(("prompt", "versions", "used", "why"), rows)
    return DONE
