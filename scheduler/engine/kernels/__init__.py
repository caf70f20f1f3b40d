"""Compiled code only: array functions of numpy and numba that know nothing of a problem."""
