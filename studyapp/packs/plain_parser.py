"""The YAML parser where libyaml is missing: PyYAML's own, taught one rule that libyaml knows."""

from typing import Any

from yaml import Loader, ScalarToken


class PlainParser(Loader):
    """Takes a question mark inside a plain text between brackets, as in `{en: Why?, zh: 为什么？}`."""

    def scan_plain(self) -> Any:
        """A plain text; PyYAML's own ends at a `?` between brackets, where YAML 1.2 goes on."""
        token: Any = super().scan_plain()
        while self.flow_level and self.peek() == "?":
            space = " " * (self.buffer[self.pointer - 1] == " ")
            self.forward()
            gap = 0
            while self.peek(gap) == " ":
                gap += 1
            if gap and self.peek(gap) not in ",]}":
                self.forward(gap)
            else:
                gap = 0
            rest: Any = super().scan_plain()
            text = f"{token.value}{space}?{' ' * gap}{rest.value}"
            token = ScalarToken(text, True, token.start_mark, rest.end_mark)
        return token
