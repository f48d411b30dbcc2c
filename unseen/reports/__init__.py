"""What is told about a run, one module for each form; each is a function of the run alone."""
