"""The application: factory, settings, extensions, errors, headers, logs."""
