"""OR-Tools, each solver behind one function, and the limits that every piece of work keeps."""
