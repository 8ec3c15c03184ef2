"""The rules: shapes over pages and data, findings an editor can act on, and repairs.

``order`` and ``standing`` derive what the shapes look at, ``shapes`` reads them, ``engine``
runs them, ``targets`` says on what, ``findings`` turns results into findings with places,
``reports`` writes those, and ``accepted`` knows the ones that are accepted.
"""
