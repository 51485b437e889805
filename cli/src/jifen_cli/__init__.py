"""The command `jifen`, in Chinese and English.

A command is a module in `jifen_cli/commands/` whose attribute `command` is a click command, or an
entry point of the group `jifen.commands` that names one; the module's or entry point's name is
the command's. At its top it imports click and nothing heavier, since `jifen --help` imports every
command: `jifen` and the rest belong inside its functions.

Its help is written in both languages, `Chinese ‖ English` (see `jifen_cli.lang`); the epilog holds
examples, one command a line. `--lang` is added to every command by the group. What a command
returns is the exit code, None meaning 0; what it raises becomes text and an exit code in
`jifen_cli.failure`.
"""

__version__ = "0.1.0"

EXIT_INTERRUPTED = 130
"""What a command that was interrupted exits with; it may be before anything else is imported."""
