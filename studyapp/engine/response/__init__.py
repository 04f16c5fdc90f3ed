"""Reading a learner's response: text in, a value or an error with its place out. Unreadable is not wrong."""

from studyapp.engine.response.reading import EXPECTATIONS, Reading, read_response

__all__ = ["EXPECTATIONS", "Reading", "read_response"]
