"""Drawings as SVG, the same for pages and paper.

Every part has a class, by which pages set colours for light and dark, and the colours of paper as
attributes, which a style sheet outranks. Nothing is told by colour alone.
"""
