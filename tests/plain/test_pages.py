"""What line mode says, page by page."""

from types import SimpleNamespace

from studyapp.domain.grade import Grade, PartGrade, Status
from studyapp.domain.text import Text
from studyapp.plain import pages


def test_what_follows_from_an_earlier_slip_is_told_once():
    part = PartGrade(
        status=Status.CORRECT,
        read_as=5,
        expected=5,
        followed=True,
        true_value=4,
        feedback=Text("It follows; it would be 4.", "由此得出；应为 4。"),
    )
    earned = Grade(parts={"second": part}, score=1.0)
    assert pages.grade(SimpleNamespace(fields=()), earned) == ["Right.", "  It follows; it would be 4."]
