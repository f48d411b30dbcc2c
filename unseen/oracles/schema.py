"""
The schema oracle: does every payload say what its schema allows, and nothing else?

`jsonschema_rs` answers yes or no in microseconds; `jsonschema` is asked why only after a no. What a schema
may say, and how it is annotated, is in `docs/schemas.md`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from unseen.canary import Cast
from unseen.model import Finding, Observation, Undecodable
from unseen.oracles.annotations import Annotation, Node, escaped, read, values

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_Error = Any
"""A `jsonschema.ValidationError`: its stubs say of every attribute that it might not be set."""

_EXCERPT = 200
_SHORT, _REMEMBERED = 256, 4096
"""So long, in bytes, and so many are the bodies that are known to match: refusals and empty lists, mostly."""
_ALSO = 20

_KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_SAYS = {
    "enum": "is not one of the values",
    "const": "is not the value",
    "pattern": "does not have the form",
    "minimum": "is below the least value",
    "maximum": "is above the greatest value",
    "minLength": "is shorter than the length",
    "maxLength": "is longer than the length",
    "minItems": "has fewer entries than the number",
    "maxItems": "has more entries than the number",
    "uniqueItems": "has an entry twice, against the rule",
}


class Schemas:
    """The closed schemas of one platform, by the names that `Observation.payload` gives."""

    def __init__(self, documents: Mapping[str, dict[str, Any]], nodes: Mapping[str, Node]) -> None:
        self._documents = documents
        self._nodes = nodes
        resources: list[tuple[str, Any]] = [(schema["$id"], schema) for schema in documents.values()]
        registry = jsonschema_rs.Registry(resources)
        self._validators = {
            name: jsonschema_rs.Draft202012Validator(documents[name], registry=registry) for name in nodes
        }
        self.in_steps = frozenset(
            name for name, node in nodes.items() if any(leaf.release for _, leaf in node.leaves())
        )
        """The names of payloads with figures that are released in steps."""
        self._explainers: dict[str, Draft202012Validator] = {}
        self._matching: set[tuple[str, str | None, bytes]] = set()

    @classmethod
    def load(cls, directory: Path) -> "Schemas":
        """
        Read every `*.json` of the directory.

        Raises PolicyError, with file, pointer, reason and remedy, for what is no schema, an annotation
        that does not exist, a visible leaf without one, and an object that is open.
        """
        return cls(*read(directory))

    @property
    def payloads(self) -> tuple[str, ...]:
        """The names of the payloads there is a schema for."""
        return tuple(self._nodes)

    def title(self, payload: str) -> str:
        """What the payload is called in messages."""
        return str(self._documents[payload]["title"])

    def surface(self, payload: str) -> str:
        """The surface of the vocabulary that the payload belongs to."""
        return str(self._documents[payload]["surface"])

    def annotations(self, payload: str) -> Iterator[tuple[str, Annotation]]:
        """Every visible leaf: its path pattern, such as `/videos/*/likes`, and who sees what about whom."""
        return self._nodes[payload].leaves()

    def fields(self, payload: str, document: Any) -> Iterator[tuple[str, str, Any]]:
        """JSON pointer, category and value of every leaf of the document that the schema knows."""
        node = self._nodes.get(payload)
        if node is not None:
            for pointer, leaf, value in values(node, document):
                yield pointer, leaf.category, value

    def released(self, payload: str, document: Any) -> Iterator[tuple[str, Any, int]]:
        """JSON pointer, value and first step of every figure that is released in steps."""
        if payload in self.in_steps:
            for pointer, leaf, value in values(self._nodes[payload], document):
                if leaf.release:
                    yield pointer, value, leaf.minimum_group

    def judge(self, observation: Observation) -> tuple[Finding, ...]:
        """
        What is wrong with one payload: one finding for each root cause, none if it matches its schema.

        `here` holds an excerpt of the value as it was received: redact it before it is shown.
        """
        payload = observation.payload
        if not payload:
            return _unexpected(observation) if observation.body else ()
        validator = self._validators.get(payload)
        if validator is None:
            return (
                _finding(
                    observation,
                    "",
                    f"no schema describes the payload `{payload}` that `{observation.request}` answers",
                    f"write `schemas/{payload}.json`, or do not send it",
                ),
            )
        body, known = observation.body, None
        if len(body) < _SHORT:
            known = payload, observation.headers.get("content-type"), body
            if known in self._matching:
                return ()
        try:
            document = observation.document
        except Undecodable as error:
            return (_finding(observation, "", f"{self.title(payload)} cannot be read: {error}"),)
        if validator.is_valid(document):
            if known is not None and len(self._matching) < _REMEMBERED:
                self._matching.add(known)
            return ()
        if document is None:
            return (_finding(observation, "", f"{self.title(payload)} came without a body"),)
        return self._explain(observation, document)

    def oracle(self, observation: Observation, cast: Cast) -> tuple[Finding, ...]:
        """`judge` for every payload of a world: what people are recognised by is redacted throughout."""
        found = self.judge(observation)
        return found and tuple(
            replace(
                finding,
                pointer=cast.redact_text(finding.pointer),
                message=cast.redact_text(finding.message),
                here=cast.redact_text(finding.here),
                also=tuple(map(cast.redact_text, finding.also)),
            )
            for finding in found
        )

    def _explain(self, observation: Observation, document: Any) -> tuple[Finding, ...]:
        errors: list[_Error] = list(self._explainer(observation.payload).iter_errors(document))
        stray = {key for error in errors for key in _strays(error)}
        found: dict[tuple[str, str], Finding] = {}
        for error in errors:
            for finding in self._findings(observation, error, stray):
                key = finding.fingerprint, str(error.validator)
                first = found.setdefault(key, finding)
                if first is not finding and len(first.also) < _ALSO:
                    found[key] = replace(first, also=(*first.also, finding.pointer))
        return tuple(found.values())

    def _explainer(self, payload: str) -> "Draft202012Validator":
        known = self._explainers.get(payload)
        if known is None:
            from jsonschema import Draft202012Validator
            from referencing import Registry
            from referencing.jsonschema import DRAFT202012

            registry: Registry[Any] = Registry().with_resources(
                (schema["$id"], DRAFT202012.create_resource(schema)) for schema in self._documents.values()
            )
            known = self._explainers[payload] = Draft202012Validator(
                self._documents[payload], registry=registry
            )
        return known

    def _findings(self, observation: Observation, error: _Error, stray: set[str]) -> Iterator[Finding]:
        title = self.title(observation.payload)
        pointer = _pointer(error.absolute_path)
        if error.validator == "additionalProperties":
            for key in _strays(error):
                yield _undeclared(observation, key, f"{pointer}/{escaped(key)}", title, error.instance[key])
        elif error.validator == "required":
            for key in error.validator_value:
                if key not in error.instance:
                    message = f"`{key}` is missing at {pointer or '/'} in {title}"
                    yield _finding(observation, f"{pointer}/{escaped(key)}", message)
        elif error.validator == "const" and (columns := _columns(error)):
            for index, column in columns:
                if column not in stray:  # its cells were named before
                    yield _undeclared(observation, column, f"{pointer}/{index}", title, column)
        else:
            yield _finding(observation, pointer, _said(error, pointer, title), here=error.instance)


def _strays(error: _Error) -> Sequence[str]:
    if error.validator != "additionalProperties":
        return ()
    return [key for key in error.instance if key not in error.schema.get("properties", ())]


def _columns(error: _Error) -> Sequence[tuple[int, str]]:
    """The entries of a table's header that its schema does not have."""
    wanted, got = error.validator_value, error.instance
    if not isinstance(wanted, list) or not isinstance(got, list):
        return ()
    return [(index, name) for index, name in enumerate(got) if isinstance(name, str) and name not in wanted]


def _undeclared(observation: Observation, key: str, pointer: str, title: str, here: Any) -> Finding:
    message = f"`{key}` at {pointer} is not in the schema of {title}"
    remedy = "take it out of the payload, or declare it with its audience if the policy allows it"
    return _finding(observation, pointer, message, remedy, here)


def _said(error: _Error, pointer: str, title: str) -> str:
    place = f"the value at {pointer or '/'}"
    if error.validator == "type":
        wanted = error.validator_value
        kinds = [wanted] if isinstance(wanted, str) else wanted
        return f"{place} is not {' or '.join(_KINDS[kind] for kind in kinds)}, as the schema of {title} says"
    return f"{place} {_SAYS[str(error.validator)]} that the schema of {title} gives"


def _unexpected(observation: Observation) -> tuple[Finding, ...]:
    return (_finding(observation, "", f"`{observation.request}` answers with a body where none belongs"),)


def _finding(
    observation: Observation, pointer: str, message: str, remedy: str = "", here: Any = None
) -> Finding:
    return Finding(
        oracle="schema",
        surface=observation.surface,
        pointer=pointer,
        reader=observation.reader,
        message=message,
        remedy=remedy or "mend the payload, or the schema if it is the schema that is wrong",
        request=observation.request,
        here="" if here is None else _excerpt(here),
    )


def _excerpt(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]} …"


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{escaped(str(part))}" for part in path)
