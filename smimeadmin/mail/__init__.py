"""Mail that leaves this program: written by ``letter``, handed to a server by ``smtp``."""
