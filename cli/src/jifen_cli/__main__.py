"""The way in: the script `jifen`, and `python -m jifen_cli`.

It imports everything else where an interruption (Ctrl-C) is already caught.
"""

import sys

from jifen_cli import EXIT_INTERRUPTED


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from jifen_cli.group import jifen

        jifen.main()
    except KeyboardInterrupt:
        # Its language may not be known yet.
        sys.stderr.write("已中断 Interrupted\n")
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
