"""What each method of the engine is worth: every one left out in turn, on the same rooms."""
