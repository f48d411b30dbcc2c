"""pytest's own fixture for running pytest, which the functional tests need."""

pytest_plugins = ["pytester"]
