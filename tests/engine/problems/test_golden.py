"""The same problem, level and seed give the same variant for ever: these were drawn in November 2026."""

import json
from pathlib import Path

import pytest

from studyapp.domain.value import to_json
from studyapp.engine.problems.drawing import draw

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "golden_variants.json").read_text())


@pytest.mark.parametrize(("name", "level", "seed", "givens", "answers"), GOLDEN)
def test_a_variant_is_what_it_always_was(*, name, level, seed, givens, answers, request):
    variant = draw(request.getfixturevalue(name), level, seed)
    assert to_json(dict(variant.givens)) == givens
    assert to_json(dict(variant.answers)) == pytest.approx(answers, rel=1e-12)
