"""The packaged vocabulary: modules of sentences and of words; a sentence is one call on the world."""
