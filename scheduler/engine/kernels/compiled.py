"""How kernels are compiled: at import, for one signature, cached on disk, without the lock."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit
from numba.core.caching import FunctionCache


def _fingerprint(folder: Path) -> str:
    """Return a hash of every source file of a folder."""
    found = sha256()
    for path in sorted(folder.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


SOURCES = _fingerprint(Path(__file__).parent)
"""Of all kernels: they are compiled into one another, and share their named tuples."""


def compiled(signature: Any, allocates: bool = True) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function for one signature, as text or built from the types in :mod:`.tuples`.

    The machine code is kept beside the module or, where that cannot be written, in the
    user's cache directory; where neither can, it is compiled anew in every process. It is
    compiled anew as well when any kernel has changed. ``allocates``: whether it makes arrays.
    A division by zero is not noticed: kernels divide by sizes that are never zero.
    """

    # Calls among kernels pass many arrays each, which takes up to a third of a move; counting
    # references to the arrays of a tuple at every look takes twice the time of the move.
    compiler = partial(
        njit, signature, nogil=True, forceinline=True, error_model="numpy", _nrt=allocates
    )

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            mark = _without_stale_code(function)
        except (RuntimeError, OSError):
            # Nowhere to keep machine code.
            return compiler()(function)
        kernel = compiler(cache=True)(function)
        if mark is not None:
            mark.write_text(SOURCES)
        return kernel

    return decorate


def _without_stale_code(function: Callable[..., Any]) -> Path | None:
    """Forget the machine code of other sources; return where to write which it is of then.

    Numba looks at the function's own file alone, and at that only after it has read what the
    cache says of types that may be gone.
    """
    cache = FunctionCache(function)
    folder = Path(cache.cache_path)
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / f"{function.__module__}.{function.__qualname__}.sources"
    if mark.exists() and mark.read_text() == SOURCES:
        return None
    cache.flush()
    return mark
