"""Drafts as things of their own: named, copied, built from nothing, compared, excused."""
