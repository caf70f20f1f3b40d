"""How kernels are compiled: at import, for one signature, cached on disk, without the lock."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile a function for one signature.

    The machine code is kept beside the module or, where that cannot be written, in the
    user's cache directory; where neither can, it is compiled anew in every process.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        try:
            kernel = njit(signature, cache=True, nogil=True)(function)
        except RuntimeError:
            kernel = njit(signature, nogil=True)(function)
        return kernel

    return decorate
