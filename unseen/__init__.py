"""Proves that what a privacy policy says nobody can see stays unseen."""

from unseen.home import HOME

__all__ = ["HOME"]

__path__.append(str(HOME))  # so that unseen.steps is the vocabulary, in a checkout and in a wheel
