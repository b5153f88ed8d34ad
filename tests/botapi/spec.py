"""A request held against the Bot API's specification, in the machine-readable form that lies beside the repository."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.botapi.bodies import Upload

PATH = Path(__file__).parents[3] / "shared" / "telegram" / "api.json"
_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)(?! after)", re.IGNORECASE)
_CONSTANT = re.compile(r"must be [“\"]?(\w+)[”\"]?\.?$")
_PLAIN = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool, "InputFile": Upload}


@dataclass(frozen=True, slots=True)
class Spec:
    """Methods and types by their names."""

    methods: dict[str, Any]
    types: dict[str, Any]

    def faults(self, method: str, parameters: dict[str, Any]) -> list[str]:
        """What the specification has against a request; nothing, if it is valid."""
        if method not in self.methods:
            return [f"{method} is no method"]
        return list(self._fields(self.methods[method], parameters, method))

    def _fields(self, thing: Any, values: dict[str, Any], path: str) -> Iterator[str]:
        fields = {field["name"]: field for field in thing.get("fields", [])}
        yield from (f"{path}.{name} is not known" for name in values if name not in fields)
        yield from (f"{path}.{n} is missing" for n, f in fields.items() if f["required"] and n not in values)
        for name in fields.keys() & values.keys():
            yield from self._field(fields[name], values[name], f"{path}.{name}")

    def _field(self, field: Any, value: Any, path: str) -> Iterator[str]:
        yield from self._any_of(field["types"], value, path)
        if isinstance(value, str):
            yield from _wrong_text(field["description"], value, path)

    def _any_of(self, types: list[str], value: Any, path: str) -> list[str]:
        """What is wrong by the type that fits best."""
        return min((list(self._of(name, value, path)) for name in types), key=len)

    def _of(self, name: str, value: Any, path: str) -> Iterator[str]:
        if name in _PLAIN:
            fits = isinstance(value, _PLAIN[name]) and (name == "Boolean" or not isinstance(value, bool))
            yield from () if fits else [f"{path} is no {name}"]
        elif name.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{path} is no array"
            else:
                for n, item in enumerate(value):
                    yield from self._of(name.removeprefix("Array of "), item, f"{path}[{n}]")
        elif not isinstance(value, dict):
            yield f"{path} is no {name}"
        elif subtypes := self.types[name].get("subtypes"):
            yield from self._any_of(subtypes, value, path)
        else:
            yield from self._fields(self.types[name], value, path)


def _wrong_text(description: str, value: str, path: str) -> Iterator[str]:
    if constant := _CONSTANT.search(description):
        yield from () if value == constant[1] else [f"{path} must be {constant[1]}", f"{path} is another kind"]
    if length := _LENGTH.search(description):
        size = len(value.encode()) if length[3].lower() == "bytes" else len(value)
        yield from () if int(length[1]) <= size <= int(length[2]) else [f"{path} has a length of {size}"]


@cache
def find_spec() -> Spec | None:
    """The specification, where it is present."""
    if not PATH.is_file():
        return None
    read = json.loads(PATH.read_text(encoding="utf-8"))
    return Spec(read["methods"], read["types"])
