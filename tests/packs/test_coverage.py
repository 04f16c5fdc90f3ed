"""What coverage counts, on the tiny pack, which is counted by hand here, and on packs that lack something."""

from studyapp.packs.coverage import coverage

CARDS = "convolution/cards.yaml"


def by_concept(pack):
    return {covered.concept.id: covered for covered in pack.concepts}


def test_the_tiny_pack_counted_by_hand(tiny):
    pack = coverage(tiny)
    assert [chapter.chapter.id for chapter in pack.chapters] == ["training-loop", "convolution"]
    assert [chapter.counts.cards for chapter in pack.chapters] == [3, 2]
    whole = pack.counts
    assert whole.cards == 5
    assert whole.kinds == {"basic": 1, "cloze": 1, "choice": 1, "problem": 2}
    assert whole.levels == 3
    assert whole.complete == {"en": 5, "zh": 5}
    assert (whole.demos, whole.depths) == (frozenset(), {})


def test_a_concept_tells_its_problems_with_levels_and_the_mistakes_that_show(tiny):
    concepts = by_concept(coverage(tiny))
    (gpu_hours,) = concepts["epoch"].problems
    assert (gpu_hours.id, gpu_hours.levels, gpu_hours.mistakes) == ("gpu-hours", (1,), ("minutes",))
    (output_size,) = concepts["output-size"].problems
    assert output_size.levels == (1, 2)
    # `no_floor` shows in every variant, and the dilation can be forgotten only where there is one.
    assert {"no_floor", "no_padding", "no_dilation"} <= {*output_size.mistakes}
    assert concepts["output-size"].counts.mistakes == len(output_size.mistakes)
    assert concepts["kernel"].problems == ()


def test_a_concept_asked_once_or_in_one_way_only_is_thin(write_pack, tiny):
    assert {name for name, covered in by_concept(coverage(tiny)).items() if not covered.is_thin} == {"epoch"}
    card = "- {{id: {id}, kind: basic, concept: stride, question: 'Why {id}?', answer: Because}}\n"
    folder = write_pack({CARDS: "".join(card.format(id=id) for id in "abc")})
    assert {name: covered.is_thin for name, covered in by_concept(coverage(folder)).items()} == {
        "kernel": True,
        "stride": True,
    }
    cloze = "- {id: d, kind: cloze, concept: stride, text: 'A {{step}} wide.'}\n"
    folder = write_pack({CARDS: card.format(id="a") + cloze})
    assert not by_concept(coverage(folder))["stride"].is_thin


def test_a_card_is_complete_in_the_languages_in_which_all_its_texts_stand(write_pack):
    folder = write_pack(
        {
            CARDS: """\
            - {id: a, kind: basic, concept: kernel, question: {en: Why?, zh: 为什么？}, answer: {en: So.}}
            - {id: b, kind: basic, concept: kernel, question: {en: How?, zh: 怎样？}, answer: $x$}
            - {id: c, kind: basic, concept: kernel, question: {zh: 多少？}, answer: '3'}
            - {id: d, kind: basic, concept: kernel, question: Stands here once for all?, answer: '4'}
            """
        }
    )
    counts = coverage(folder).counts
    assert counts.complete == {"en": 3, "zh": 2}
    assert counts.lacking(["en", "zh"]) == 2
    assert counts.lacking(["en"]) == 1


def test_tags_for_the_level_and_demos_are_counted_and_other_tags_are_not(write_pack):
    card = "- {{id: {0}, kind: basic, concept: kernel, question: 'Why {0}?', answer: So, {1}}}\n"
    folder = write_pack(
        {
            CARDS: card.format("a", "tags: [foundation, mine], demo: minibatch-loop")
            + card.format("b", "tags: foundation, demo: minibatch-loop")
            + card.format("c", "tags: [mine, further]")
        }
    )
    counts = coverage(folder).counts
    assert counts.depths == {"foundation": 2, "further": 1}
    assert counts.demos == {"minibatch-loop"}


def test_a_card_with_a_fault_is_not_counted_and_the_fault_is_told(write_pack):
    folder = write_pack({CARDS: "- {id: a, kind: basic, concept: kernel, question: Why?}\n"})
    pack = coverage(folder)
    assert pack.counts.cards == 0
    assert [fault.say_what() for fault in pack.faults] == ["the key answer is missing"]
