"""An ASGI application by its name, and where the outside tools that it calls are heard."""

import inspect
import sys
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

from unseen.model import PolicyError
from unseen.targets.listener import HttpListener, InProcessListener, Listener
from unseen.targets.transport import Asgi


def load(location: str) -> tuple[Asgi, Listener]:
    """
    The application called `MODULE:NAME`, or made by the function of that name, and its listener.

    Modules are looked for here as well as where Python looks for them. A function that makes an application
    takes no argument, or the keyword `post`: a function of an address and a body that calls an outside tool.

    Raises:
        PolicyError: there is no such module or name, it fails, or it is no application.
    """
    module_name, _, name = location.partition(":")
    made = _named(module_name, name, location)
    if not callable(made):
        raise PolicyError(f"`{location}` is no ASGI application", remedy="name what answers requests")
    if _takes(made, 3) and not inspect.isclass(made):
        return made, HttpListener()
    if not _takes(made, 0) and not _takes(made, 0, post=None):
        raise PolicyError(
            f"`{location}` is neither an ASGI application nor a function that makes one",
            remedy="an application takes scope, receive and send; a function that makes one takes nothing",
        )
    listener = InProcessListener()
    if "post" in inspect.signature(made).parameters:
        return _called(made, location, post=listener.take), listener
    return _called(made, location), HttpListener()


def _named(module_name: str, name: str, location: str) -> Any:
    here = str(Path.cwd())
    if here not in sys.path and "" not in sys.path:
        sys.path.insert(0, here)
    try:
        module = import_module(module_name)
    except Exception as error:
        raise PolicyError(
            f"the module of `{location}` cannot be imported: {type(error).__name__}: {error}",
            remedy="name a module that Python finds, and an application in it: `MODULE:APP`",
        ) from error
    if not hasattr(module, name):
        near = get_close_matches(name, vars(module), 1)
        remedy = f"did you mean `{near[0]}`?" if near else "name an application in it: `MODULE:APP`"
        raise PolicyError(f"the module `{module_name}` has no `{name}`", remedy=remedy)
    return getattr(module, name)


def _takes(made: Callable[..., object], positional: int, **named: object) -> bool:
    try:
        inspect.signature(made).bind(*[None] * positional, **named)
    except (TypeError, ValueError):
        return False
    return True


def _called(make: Callable[..., Any], location: str, **named: object) -> Asgi:
    try:
        app: Asgi = make(**named)
    except Exception as error:
        raise PolicyError(
            f"`{location}` fails to make an application: {type(error).__name__}: {error}",
            remedy="see that it works when it is called alone",
        ) from error
    return app
