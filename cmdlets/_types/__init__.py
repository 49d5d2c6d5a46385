"""Types of the allow-list that need the domain."""
