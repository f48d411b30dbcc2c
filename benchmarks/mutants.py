"""
Mutants: the platform with one small change each, made by mutmut and planted in this process.

A mutant lives inside one function. Planting it exchanges that function, so thousands of them can be played
one after the other without importing anything again.
"""

import ast
import hashlib
import importlib
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

__all__ = ["Made", "Mutant", "exchanged", "is_method", "made", "mutants_of"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """
    One small change of one function.

    Attributes:
        module: the module's name.
        function: its name there: `Rules.follows`.
        before: the code that is exchanged, in one line.
        after: what stands in its place.
        nth: which of several changes of a function that read alike, from 0.
        line: where the function begins.
        source: the whole module with the change.
        digest: of the function as it is: with it changes what became of its mutants.
    """

    module: str
    function: str
    before: str
    after: str
    nth: int
    line: int
    source: str
    digest: str = ""

    @property
    def name(self) -> str:
        """What it is called: the same as long as the function is."""
        again = f" #{self.nth + 1}" if self.nth else ""
        return f"{self.module}:{self.function}: {self.before} → {self.after}{again}"


def mutants_of(path: Path, module: str, every: int = 1) -> Iterator[Mutant]:
    """Every *every*th mutant of a module; none of annotations, decorated functions or constants."""
    from libcst import parse_module
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.mutation.pragma_handling import IgnoredCode

    text = path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(parse_module(text))
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    tree = wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    owners = _owners(ast.parse(text))
    digests = {
        owner: hashlib.sha256(segment.encode()).hexdigest()[:8] for owner, segment in _sources(text).items()
    }
    lines = text.splitlines()
    alike: dict[tuple[str, str, str], int] = {}
    inside = [each for each in visitor.mutations if each.contained_by_top_level_function is not None]
    for number, mutation in enumerate(inside):
        container = mutation.contained_by_top_level_function
        place = positions[container]
        begin = place.start.line
        function = owners[container.name.value, begin]
        before = _flat(tree.code_for_node(mutation.original_node))
        after = _flat(tree.code_for_node(mutation.mutated_node))
        nth = alike.setdefault((function, before, after), 0)
        alike[function, before, after] += 1
        if number % every:
            continue
        mutated = deep_replace(container, mutation.original_node, mutation.mutated_node)
        code = tree.code_for_node(mutated.with_changes(leading_lines=()))  # type: ignore[call-arg, union-attr]
        changed = indent(code, " " * place.start.column).splitlines()
        whole = [*lines[: begin - 1], *changed, *lines[place.end.line :]]
        yield Mutant(module, function, before, after, nth, begin, "\n".join(whole), digests[function])


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of a module or of its classes, by its full name."""
    for node in tree.body:
        for one in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(one, ast.FunctionDef):
                yield f"{node.name}.{one.name}" if isinstance(node, ast.ClassDef) else one.name, one


def _owners(tree: ast.Module) -> dict[tuple[str, int], str]:
    """The full name of every function, by name and line."""
    return {(one.name, one.lineno): name for name, one in _functions(tree)}


def _sources(text: str) -> dict[str, str]:
    """The text of every function, by its full name."""
    return {name: ast.unparse(one) for name, one in _functions(ast.parse(text))}


def _flat(code: str) -> str:
    return " ".join(code.split())


@dataclass(frozen=True, slots=True)
class Made:
    """A mutant as something to call, and the function that it is made of."""

    mutant: Mutant
    original: types.FunctionType
    function: types.FunctionType


def made(mutant: Mutant) -> Made:
    """The function of a mutant; everything else that it meets is of the platform as it is."""
    module = importlib.import_module(mutant.module)
    changed = types.ModuleType(mutant.module)
    changed.__dict__.update(__package__=module.__package__, __file__=module.__file__)
    exec(compile(mutant.source, module.__file__ or "", "exec"), changed.__dict__)  # noqa: S102 - its own code
    original, mutated = _function(module, mutant.function), _function(changed, mutant.function)
    cells = dict(zip(original.__code__.co_freevars, original.__closure__ or (), strict=True))
    closure = tuple(cells[each] for each in mutated.__code__.co_freevars)
    name = original.__name__
    function = types.FunctionType(mutated.__code__, original.__globals__, name, mutated.__defaults__, closure)
    function.__kwdefaults__ = mutated.__kwdefaults__
    return Made(mutant, original, function)


def _function(module: types.ModuleType, path: str) -> types.FunctionType:
    owner, name = _owner(module, path)
    function: types.FunctionType = vars(owner)[name]
    return function


def _owner(module: types.ModuleType, path: str) -> tuple[Any, str]:
    owner: Any = module
    *above, name = path.split(".")
    for each in above:
        owner = getattr(owner, each)
    return owner, name


def is_method(mutant: Mutant) -> bool:
    """Whether it is a method: of functions, others may hold what they imported."""
    return "." in mutant.function


@contextmanager
def exchanged(mutant: Mutant, function: Any) -> Iterator[None]:
    """The platform of this process has another *function* in the place of the mutant's, until the end."""
    owner, name = _owner(importlib.import_module(mutant.module), mutant.function)
    original = vars(owner)[name]
    if is_method(mutant):
        setattr(owner, name, function)
        try:
            yield
        finally:
            setattr(owner, name, original)
    else:  # whoever imported it keeps it, so it stays and does something else
        kept = original.__code__, original.__defaults__
        original.__code__, original.__defaults__ = function.__code__, function.__defaults__
        try:
            yield
        finally:
            original.__code__, original.__defaults__ = kept
