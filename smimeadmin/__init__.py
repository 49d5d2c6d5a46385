"""An administration shell for S/MIME in an on-premises Exchange organization."""

__version__ = "0.1.0"
