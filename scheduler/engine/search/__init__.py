"""The compiled local search behind :func:`scheduler.engine.solve.solve`.

``instance`` turns a problem into arrays, ``start`` seats a first plan by assignment,
``kernels`` swap seats, ``anneal`` and ``levels`` decide which swaps to keep.
"""
