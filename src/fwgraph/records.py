"""Values with named fields, for what every command imports.

They are frozen dataclasses, made by hand: importing ``dataclasses`` takes longer than
answering a question does. Where nothing is in a hurry, a dataclass is as good. Type
checkers read ``records.pyi``, which says that a record is one.
"""

from __future__ import annotations


class Record:
    """A value that consists of its annotated fields, in their order; it cannot be changed.

    The fields of the classes that it is derived from come first. A default is shared.
    """

    __match_args__: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        """Note the fields, which ``match`` needs as well."""
        own = [name for name in cls.__annotations__ if name not in cls.__match_args__]
        cls.__match_args__ = (*cls.__match_args__, *own)

    def __init__(self, *values: object, **named: object) -> None:
        fields = self.__match_args__
        given = dict(zip(fields, values, strict=False), **named)
        twice = len(given) < len(values) + len(named)
        for name in fields:
            if name not in given and hasattr(self, name):
                given[name] = getattr(self, name)
        if twice or given.keys() != set(fields):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(fields)}")
        self.__dict__.update(given)  # past __setattr__, which refuses

    def __setattr__(self, name: str, value: object) -> None:
        """Raise AttributeError."""
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        """Raise AttributeError."""
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is of the same class and has the same fields."""
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        """Return the hash of the fields."""
        return hash(tuple(getattr(self, name) for name in self.__match_args__))

    def __repr__(self) -> str:
        """Return the expression that makes the record."""
        fields = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({', '.join(fields)})"
