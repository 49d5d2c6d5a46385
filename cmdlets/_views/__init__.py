"""How the types of the domain are shown."""
