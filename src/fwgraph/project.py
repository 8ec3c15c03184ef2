"""What the project says of itself; the build reads the version from here."""

__version__ = "0.2.0"
