"""The way in: the script `jifen`, and `python -m jifen_cli`."""

from jifen_cli.group import jifen


def main() -> None:
    """Run the command line and exit with its code."""
    jifen.main()


if __name__ == "__main__":
    main()
