"""What changed between two editions, a line for each thing."""

from jifen import Diff, Registry
from jifen_cli.lang import Lang
from jifen_cli.table import paragraph


def diff_sheet(registry: Registry, found: Diff, lang: Lang) -> str:
    """The editions, and what is otherwise in the new one, part by part."""
    code = found.old.edition.jurisdiction
    return paragraph(f"{registry.name(code)[lang]} {found.explain(lang)}")
