from typing import ClassVar, dataclass_transform

@dataclass_transform(frozen_default=True)
class Record:
    __match_args__: ClassVar[tuple[str, ...]]
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
