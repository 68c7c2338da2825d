"""gapcheck compares national law with the United Nations treaties on trafficking and migrant smuggling."""

__version__ = "0.1.0"
