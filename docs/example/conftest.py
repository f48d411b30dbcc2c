"""Tell pytest where the sentences of the film club are."""

pytest_plugins = ["steps.ours"]
