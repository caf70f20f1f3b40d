"""The project checks itself: rules that hold for every route, page, file and setting."""
