"""Which endpoint answers which path."""


def test_mounted_below_another_application(world, recipe, request_of):
    """Below a path of another application, the platform answers as it does at its root."""
    asked = {"root_path": "/mounted"}

    below = request_of(world.app, "GET", f"/mounted/videos/{recipe}", scope=asked)

    assert below == world.get(None, f"/videos/{recipe}")
