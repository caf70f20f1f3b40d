"""Text with everything taken off that may differ between two spellings of one name."""

import re
import unicodedata

from scheduler.domain.text import normalized

_APOSTROPHE = re.compile("['’‘`´ʼ]")


def spelling_key(text: str) -> str:
    """Return the words of ``text`` in one case and one Unicode form, a space between them.

    Letters, the vowel signs and accents on them, and digits of every script are kept; all other
    signs stand between words. Text of symbols alone, such as emoji, is its own key.
    """
    composed = normalized("NFC", _APOSTROPHE.sub("", text).casefold())
    joined = composed.replace("&", " and ")
    # Joiners and direction marks have no shape of their own, and part no words.
    shaped = (c for c in joined if unicodedata.category(c) != "Cf")
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in shaped)
    key = " ".join(words.split())
    if key or not any(unicodedata.category(c) == "So" for c in composed):
        return key
    return " ".join(composed.split())
