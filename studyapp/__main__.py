"""`python -m studyapp`, the same as the `studyapp` command."""

from studyapp.cli.main import run

if __name__ == "__main__":
    run()
