"""Notices: calm, the newest only, and nothing in them taken for markup."""

from typing import Any, Literal

from textual import events
from textual.app import App
from textual.notifications import Notification

from studyapp.errors import StudyError
from studyapp.i18n import sentence
from studyapp.text.clean import clean
from studyapp.tui.widgets.notice_line import NoticeLine

_SECONDS, _SECONDS_FOR_AN_ERROR = 6, 10
_A_MOMENT = 0.05
"""Seconds after its time in which a notice has surely run out."""


class NoticingApp(App[None]):
    """An app whose remarks go with the next key: they were read, and would only lie over what comes."""

    _is_remarking = False

    async def on_event(self, event: events.Event) -> None:
        """Clear a remark before the key is handled, which may bring another."""
        if self._is_remarking and isinstance(event, events.Key):
            self._is_remarking = False
            self.clear_notifications()
        await super().on_event(event)

    def notify(self, message: str, **options: Any) -> None:
        """Textual's, but for remembering whether it is only a remark; an error stays for its time."""
        self._is_remarking = options.get("severity") != "error"
        super().notify(message, **options)
        seconds = options.get("timeout") or self.NOTIFICATION_TIMEOUT
        self.set_timer(seconds + _A_MOMENT, self._refresh_notifications)

    @property
    def notices(self) -> tuple[Notification, ...]:
        """What is told now."""
        return tuple(self._notifications)

    def _refresh_notifications(self) -> None:
        # Where a screen has no rows for them (the palette), they are Textual's toasts.
        lines = self.screen.query(NoticeLine) if self.screen_stack else ()
        for line in lines:
            line.redraw()
        if not lines:
            super()._refresh_notifications()


def tell(app: App[Any], message: str, severity: Literal["information", "warning"] = "information") -> None:
    """Tell something in passing; a key pressed again and again piles nothing up."""
    app.clear_notifications()
    app.notify(clean(message), severity=severity, timeout=_SECONDS, markup=False)


def tell_error(app: App[Any], error: StudyError) -> None:
    """Tell what went wrong, in one sentence."""
    app.clear_notifications()
    app.notify(clean(sentence(error)), severity="error", timeout=_SECONDS_FOR_AN_ERROR, markup=False)
