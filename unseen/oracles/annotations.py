"""
What the schemas say about who sees what: read once, then looked up at every leaf.

A schema is a tree of objects, lists and leaves, and shared pieces stand behind `$ref`. So it can be compiled
into a tree of the same form with an annotation at each leaf. `dataSubject` and `audience` hold for
everything beneath them until said anew; `dataCategory` stands at the leaf or at the `$ref` to it.
"""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

from unseen.home import HOME
from unseen.model import PolicyError, Where
from unseen.target import METASCHEMA, base_of

_SHAPE = ("type", "properties", "items", "enum", "const")
_ROOT = ("title", "surface", "audience")


@dataclass(frozen=True, slots=True)
class Annotation:
    """
    Who sees what about whom at one leaf.

    `minimum_group` is the least number of people a figure may be about; 0 where it does not matter.
    `release` "steps" says that the figure moves in steps of that group, which are the one exception to "one
    act moves nothing"; "" where there is none.
    """

    subject: str
    category: str
    audience: tuple[str, ...]
    minimum_group: int = 0
    release: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One place of a schema: a leaf, an object with its keys, or a list with what it holds."""

    leaf: Annotation | None = None
    keys: Mapping[str, "Node"] = field(default_factory=dict)
    items: "Node | None" = None

    def leaves(self, path: str = "") -> Iterator[tuple[str, Annotation]]:
        """Every leaf beneath, by path pattern: `*` stands for any place in a list."""
        if self.leaf is not None:
            yield path, self.leaf
        elif self.items is not None:
            yield from self.items.leaves(f"{path}/*")
        else:
            for key, node in self.keys.items():
                yield from node.leaves(f"{path}/{escaped(key)}")


def values(node: Node, value: Any, pointer: str = "") -> Iterator[tuple[str, Annotation, Any]]:
    """JSON pointer, annotation and value of each leaf; what the schema does not know is passed over."""
    if node.leaf is not None:
        yield pointer, node.leaf, value
    elif node.items is not None:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from values(node.items, item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            below = node.keys.get(key)
            if below is not None:
                yield from values(below, item, f"{pointer}/{escaped(key)}")


def escaped(key: str) -> str:
    """A key as part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def read(directory: Path) -> tuple[dict[str, dict[str, Any]], dict[str, Node]]:
    """
    All schemas of a directory by file stem, without `$schema`, and the trees of those of payloads.

    A directory with a namesake of a schema of the directory above says only what differs from there, in that
    profile: each such file is a merge patch (RFC 7396) of its namesake.
    """
    files, base = _files(directory), base_of(directory)
    if not files:
        raise PolicyError(f"no schema lies in `{directory}`", remedy="name the directory that holds them")
    below = _files(base) if base != directory else {}
    own = base / METASCHEMA
    meta = jsonschema_rs.Draft202012Validator(
        _parsed(own if own.is_file() else HOME / "schemas" / METASCHEMA)
    )
    files, patches = below | files, {name: path for name, path in files.items() if name in below}
    documents: dict[str, dict[str, Any]] = {}
    for name, path in files.items():
        documents[name] = _parsed(path)
        if name in patches:
            documents[name] = _patched(_parsed(below[name]), documents[name])
        _check(documents[name], meta, path)
        # jsonschema takes up another dialect, and loses what it was taught, behind a `$ref` to a file
        # that names its own
        documents[name].pop("$schema", None)
    trees = {
        name: _Reader(files, documents, name).tree() for name, schema in documents.items() if "type" in schema
    }
    return documents, trees


def _files(directory: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(directory.glob("*.json")) if path.name != METASCHEMA}


def _patched(target: Any, patch: Any) -> Any:
    """A document with a merge patch put on it: null takes away, objects merge, the rest replaces."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _patched(merged.get(key), value)
    return merged


def _parsed(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise PolicyError(
            f"this is not JSON: {error.msg.lower()}", Where(str(path), error.lineno), "mend the file"
        ) from error
    except UnicodeDecodeError as error:
        raise PolicyError("this is not UTF-8", Where(str(path)), "save the file as UTF-8") from error
    if not isinstance(document, dict):
        raise PolicyError("a schema is a JSON object", Where(str(path)), "see docs/schemas.md")
    return document


def _check(schema: Mapping[str, Any], meta: jsonschema_rs.Draft202012Validator, path: Path) -> None:
    errors = sorted(meta.iter_errors(schema), key=lambda error: -len(error.instance_path))
    if errors:
        place = "".join(f"/{escaped(str(part))}" for part in errors[0].instance_path)
        message, remedy = _plain(errors[0])
        raise PolicyError(f"at {place or '/'}: {message}", Where(str(path)), remedy)
    if "$id" not in schema:
        raise PolicyError(
            "at /: `$id` is missing", Where(str(path)), "give the schema its address, ending in its file name"
        )


def _plain(error: jsonschema_rs.ValidationError) -> tuple[str, str]:
    """What is wrong and how to mend it; an unknown word gets the nearest known one."""
    inner = getattr(error.kind, "error", error)
    allowed = getattr(inner.kind, "options", None)
    if isinstance(inner.instance, str) and isinstance(allowed, list):
        near = difflib.get_close_matches(inner.instance, allowed, 1)
        remedy = f"did you mean `{near[0]}`?" if near else "docs/schemas.md lists what there is"
        return f"`{inner.instance}` is not known here", remedy
    return error.message, "see docs/schemas.md"


@dataclass(frozen=True, slots=True)
class _Said:
    """What one schema says of a place by annotations; empty where it says nothing."""

    subject: str = ""
    category: str = ""
    audience: tuple[str, ...] = ()
    minimum_group: int = 0
    release: str = ""

    @classmethod
    def at(cls, schema: Mapping[str, Any]) -> "_Said":
        return cls(
            schema.get("dataSubject", ""),
            schema.get("dataCategory", ""),
            tuple(schema.get("audience", ())),
            schema.get("minimumGroup", 0),
            schema.get("release", ""),
        )

    def over(self, other: "_Said") -> "_Said":
        """This, and what the other says where this says nothing."""
        return _Said(
            self.subject or other.subject,
            self.category or other.category,
            self.audience or other.audience,
            self.minimum_group or other.minimum_group,
            self.release or other.release,
        )


class _Reader:
    """Reads one payload's schema into a tree."""

    def __init__(self, files: Mapping[str, Path], documents: Mapping[str, dict[str, Any]], name: str) -> None:
        self._files = files
        self._documents = documents
        self._name = name

    def tree(self) -> Node:
        """The tree of this schema. Raises PolicyError."""
        schema = self._documents[self._name]
        for keyword in _ROOT:
            if keyword not in schema:
                raise self._wrong(
                    self._name, "", f"`{keyword}` is missing", "a payload names title, surface and audience"
                )
        return self._node(self._name, "", schema, _Said(), ())

    def _node(self, file: str, pointer: str, schema: Any, above: _Said, through: tuple[str, ...]) -> Node:
        """The node at one place; `above` is what was said on the way, `through` the references followed."""
        start, said = (file, pointer), _Said()
        while True:
            said = said.over(_Said.at(schema))
            if "$ref" not in schema:
                break
            if beside := [key for key in _SHAPE if key in schema]:
                raise self._wrong(file, pointer, f"`{beside[0]}` stands beside `$ref`", "keep one of the two")
            file, pointer, schema = self._followed(file, pointer, schema["$ref"])
            if f"{file}#{pointer}" in through:
                raise self._wrong(*start, "the schema refers to itself", "write out how deep it can go")
            through = (*through, f"{file}#{pointer}")
        below = _Said(said.subject, "", said.audience).over(above)
        match schema.get("type"):
            case "object":
                return self._object(file, pointer, schema, below, through)
            case "array":
                if "items" not in schema:
                    raise self._wrong(file, pointer, "the list says nothing of what it holds", "add `items`")
                items = self._node(file, f"{pointer}/items", schema["items"], below, through)
                return Node(items=items)
            case None if "enum" not in schema and "const" not in schema:
                raise self._wrong(file, pointer, "anything may stand here", "add `type`, `enum` or `const`")
        return Node(leaf=self._leaf(start, below, said))

    def _object(self, file: str, pointer: str, schema: Any, above: _Said, through: tuple[str, ...]) -> Node:
        if schema.get("additionalProperties", True) is not False:
            raise self._wrong(file, pointer, "the object is open", 'add `"additionalProperties": false`')
        if "properties" not in schema:
            raise self._wrong(file, pointer, "the object says nothing of its keys", "add `properties`")
        return Node(
            keys={
                key: self._node(file, f"{pointer}/properties/{escaped(key)}", below, above, through)
                for key, below in schema["properties"].items()
            }
        )

    def _leaf(self, start: tuple[str, str], below: _Said, said: _Said) -> Annotation:
        """The annotation of a leaf; complaints name the place where it is used."""
        for keyword, value in (
            ("dataCategory", said.category),
            ("dataSubject", below.subject),
            ("audience", below.audience),
        ):
            if not value:
                raise self._wrong(
                    *start,
                    f"the field is visible but has no `{keyword}`",
                    "say who sees what about whom here",
                )
        if said.release and not said.minimum_group:
            raise self._wrong(*start, "the steps have no size", "add `minimumGroup`, the first of the steps")
        return Annotation(below.subject, said.category, below.audience, said.minimum_group, said.release)

    def _followed(self, file: str, pointer: str, reference: str) -> tuple[str, str, Any]:
        other, _, inside = reference.partition("#")
        target = other.removesuffix(".json") if other else file
        found: Any = self._documents.get(target)
        for part in inside.split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, dict) else None
        if not isinstance(found, dict):
            raise self._wrong(
                file,
                pointer,
                f"`{reference}` leads nowhere",
                "refer to a file beside this one and a name in it",
            )
        return target, inside, found

    def _wrong(self, file: str, pointer: str, reason: str, remedy: str) -> PolicyError:
        return PolicyError(f"at {pointer or '/'}: {reason}", Where(str(self._files[file])), remedy)
