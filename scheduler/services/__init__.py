"""One function per thing a person does. Each owns its transaction and knows no HTTP.

A function that is part of such a deed instead says "in the caller's transaction", and one that
only looks has neither.
"""
