"""The learner's file: the attempt log, the memory derived from it, and the disposable index of cards."""
