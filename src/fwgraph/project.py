"""What the project says of itself; the build reads the version from here."""

__version__ = "0.1.0"
