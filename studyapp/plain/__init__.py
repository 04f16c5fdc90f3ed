"""The same sessions and quizzes in lines, for pipes and screen readers: nothing is drawn."""
