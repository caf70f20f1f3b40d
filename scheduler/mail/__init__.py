"""Mail: one function and three templates per message; sending behind one function."""
