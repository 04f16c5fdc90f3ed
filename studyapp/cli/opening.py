"""Opening the app, for whoever calls no verb."""

from studyapp.collecting import put_off, take_up


def open_app() -> None:
    """Open the learner's workspace on the screen, and stay until she leaves."""
    put_off()  # the app takes it up once it is painted
    try:
        # Verbs come by here, and need none of it.
        from studyapp.study.workspace import open_workspace
        from studyapp.tui.app import run
        from studyapp.tui.places import HOME, WELCOME

        with open_workspace() as workspace:
            run(workspace, WELCOME if workspace.is_fresh else HOME)
    finally:
        take_up()
