"""Statements against the texts that they cite.

Three questions, apart from each other: what is to be found where (``expectations``), where
the texts are (``texts``, with ``folders`` and ``repositories``), and what of a text is seen on
which line (``readings``, with ``visible_text``, ``markup`` and ``requirements``). ``verdicts``
puts the answers together.
"""
