"""Rule kinds, one file each; adding a kind is adding a file."""

from importlib import import_module
from pkgutil import iter_modules

from jifen.rules.measured import Measured
from jifen.rules.rule import Facts, Rule

__all__ = ["Facts", "Measured", "Rule", "core_kinds"]


def core_kinds() -> tuple[type[Rule], ...]:
    """The kinds that core ships: the classes with a `kind` in the modules beside this one."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    kinds = (
        item
        for module in modules
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Rule) and item.__module__ == module.__name__
    )
    return tuple(sorted((k for k in kinds if "kind" in vars(k)), key=lambda k: k.kind))
