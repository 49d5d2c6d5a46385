"""S/MIME messages written, opened and judged; and what a directory publishes."""
