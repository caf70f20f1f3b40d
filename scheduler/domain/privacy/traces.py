"""Where a person is named in what was written about others, and the same without them."""

import re
from collections.abc import Collection
from typing import Any, Final

from scheduler.domain.text import normalized

ERASED: Final = "[erased]"
NAME_REMOVED: Final = "Name removed"
"""What stands for a person whose seats are still counted."""


class Traces:
    """The names and addresses of somebody, to be found in any text.

    A name of several words is found within a text, in any case and with any white space between
    its words. A name of one word ("Will") might be any word: only a text that is nothing else is
    taken for it.
    """

    def __init__(self, names: Collection[str], addresses: Collection[str]) -> None:
        wanted = [_words(name) for name in names if name.strip()]
        self._alone = {parts[0].casefold() for parts in wanted if len(parts) == 1}
        patterns = [r"\s+".join(map(re.escape, parts)) for parts in wanted if len(parts) > 1]
        patterns += [re.escape(address) for address in addresses if address.strip()]
        # The longest first, so that nothing of "Ann Lee-Smith" is left over.
        joined = "|".join(sorted(patterns, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None

    def within(self, value: Any) -> bool:
        """Whether the text, or a text anywhere in the lists and mappings, names the person."""
        return bool(self.without(value) != value)

    def without(self, value: Any) -> Any:
        """Return the value with ERASED in the place of each mention; the rest is as it was."""
        if isinstance(value, str):
            return self._cut(value)
        if isinstance(value, list):
            return [self.without(part) for part in value]
        if isinstance(value, dict):
            return {self.without(key): self.without(part) for key, part in value.items()}
        return value

    def _cut(self, text: str) -> str:
        if text.strip().casefold() in self._alone:
            return ERASED
        if self._pattern is None:
            return text
        # Stored text is in NFC already; what came by another way is made so before it is read.
        found = normalized("NFC", text)
        cut = self._pattern.sub(ERASED, found)
        return text if cut == found else cut


def _words(name: str) -> list[str]:
    return normalized("NFC", name).split()
