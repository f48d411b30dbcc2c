"""
The reference platform: a short-video service whose behaviour is the policy, made executable.

Read `rules.py` first: it says who may see what. `state.py` says what follows from what happened,
`views.py` and its neighbours build every payload that leaves the platform, `http.py` serves them.
`faults/` holds leaks planted on purpose, to examine those who claim to find leaks.
"""

from platform_stub.faults import FAULTS, Fault, UnknownFaultError
from platform_stub.hosting import create_app, create_host
from platform_stub.platform import SEED, Platform, Profile

__all__ = ["FAULTS", "SEED", "Fault", "Platform", "Profile", "UnknownFaultError", "create_app", "create_host"]
