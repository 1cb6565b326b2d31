"""Where the command `groundwork` begins."""

import os
import sys

from bot.cli.app import run

# What numpy multiplies here is small. With two threads it waits for the second core, on a busy
# machine a hundred times as long as the product takes. The embedding model has threads of its own.
_ONE_THREAD = "OPENBLAS_NUM_THREADS"


def main() -> None:
    """Run one command and leave with its code: 0 done, 1 some input rejected, 2 wrong usage."""
    os.environ.setdefault(_ONE_THREAD, "1")  # it is read when numpy is first imported
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
