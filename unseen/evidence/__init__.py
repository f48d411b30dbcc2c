"""
Evidence: what a run saw, kept so that somebody else can check it again.

Everything is redacted before it is written (`redaction`): the values of people and their credentials become
markers of the same shape, so that schemas, twins and canaries judge what was kept as they judged the
original.
"""
