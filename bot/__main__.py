"""Where the command `groundwork` begins."""

import sys

from bot.cli.app import run


def main() -> None:
    """Run one command and leave with its code: 0 done, 1 some input rejected, 2 wrong usage."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
