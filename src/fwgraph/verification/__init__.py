"""Statements against the texts that they cite.

What is to be found where (``expectations``), where the texts are (``texts``, with ``folders``
and ``repositories``), what of a text is visible on which line (``visible_text``, ``markup``),
and what does not fit (``verdicts``) know nothing of each other but the arrows in this order.
"""
