"""What projects and package indexes say of themselves, read from files as they publish them.

Changelogs give releases, lists of requirements give claims; each keeps its line.
"""
