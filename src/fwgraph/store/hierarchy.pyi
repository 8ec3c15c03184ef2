from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

def closure(node: Node, step: Callable[[Node], Iterable[Node]]) -> set[Node]: ...
