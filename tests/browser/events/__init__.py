"""Setting events up, one after the other, in browsers."""
