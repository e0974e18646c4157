"""Settings that every test shares."""

from hypothesis import settings

# The same examples on every machine: a failure in CI is a failure at the desk.
settings.register_profile(
    "steady", derandomize=True, deadline=None, max_examples=25, database=None
)
settings.load_profile("steady")
