"""The sources of a table: each marked ①, ② … beside its figures, and listed once below."""

from jifen import Source
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, section

_STATUS = {
    "published": ("公布", "published"),
    "reported": ("转载", "reported"),
    "provisional": ("暂定", "provisional"),
}

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Sources:
    """The sources met so far, in the order of their marks.

    Attributes:
        lang: The language they are said in.
    """

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._met: list[tuple[str, str, str]] = []

    def mark(self, source: Source) -> str:
        """The mark that stands beside a figure, with the status of its source: `② 暂定`."""
        title = source.title if self.lang == "zh" else source.title_en or source.title
        key = (source.status, title, source.url or "")
        if key not in self._met:
            self._met.append(key)
        return f"{_sign(self._met.index(key))} {self.status(source)}"

    def status(self, source: Source) -> str:
        """The status of a source: published, reported or provisional."""
        return _STATUS[source.status][self.lang == "en"]

    def note(self, source: Source) -> str:
        """What a reader must know beside the figure, such as sources that disagree, if anything."""
        if source.note is None:
            return ""
        return f"注：{source.note.zh}" if self.lang == "zh" else f"Note: {source.note.en}"

    def listed(self) -> str:
        """Each source with its mark, its status, and where it can be read."""
        return section(
            speaker(self.lang)("来源", "Sources"),
            (Column(firm=True), Column(firm=True), Column()),
            [
                (_sign(n), _STATUS[status][self.lang == "en"], f"{title}{url and f' {url}'}")
                for n, (status, title, url) in enumerate(self._met)
            ],
        )


def _sign(n: int) -> str:
    return _CIRCLED[n] if n < len(_CIRCLED) else f"({n + 1})"
