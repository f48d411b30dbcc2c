"""The words of the film club."""
