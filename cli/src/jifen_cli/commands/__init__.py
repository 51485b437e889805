"""The commands: a module each, whose attribute `command` is the click command of its name."""
