"""How kernels are compiled: at import, for one signature, cached on disk, without the lock."""

from collections.abc import Callable
from functools import partial
from typing import Any

from numba import njit


def compiled(
    signature: Any, allocates: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile a function for one signature, as text or built from the types in :mod:`.tuples`.

    The machine code is kept beside the module or, where that cannot be written, in the
    user's cache directory; where neither can, it is compiled anew in every process. A
    division by zero is not noticed: kernels divide by sizes that are never zero.
    """

    # Calls among kernels pass many arrays each, which takes up to a third of a move.
    compiler = partial(
        njit, signature, nogil=True, forceinline=True, error_model="numpy", _nrt=allocates
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        try:
            kernel: Callable[..., Any] = compiler(cache=True)(function)
        except RuntimeError:
            kernel = compiler()(function)
        return kernel

    return decorate
