"""The kinds of runs that can be paused, by what their files call them."""

from studyapp.study.cram import Cram
from studyapp.study.drill import Drill
from studyapp.study.quiz import Quiz
from studyapp.study.session import Session
from studyapp.study.sitting import Sitting

RUNS: dict[str, type[Sitting]] = {run.kept_as: run for run in (Session, Quiz, Cram, Drill)}
