"""The rules: shapes over pages and data, findings an editor can act on, and repairs.

``data_graph`` holds what is validated, with what ``list_facts`` derives and ``positions``
places; ``shapes`` reads the rules, ``engine`` runs them, ``findings`` turns results into
findings, ``reports`` writes those, ``accepted`` knows the ones that may stay, and
``repair`` puts right what a machine can.
"""
