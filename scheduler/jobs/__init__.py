"""Background work: takes ids, calls one service, reports progress."""
