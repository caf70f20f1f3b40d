"""PDF sheets and QR codes."""
