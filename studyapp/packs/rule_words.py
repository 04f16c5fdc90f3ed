"""What the rules of the check are about, for the catalogue of translations.

The truth is the first line of each rule's file; a test holds these to it.
"""

from studyapp.i18n import N_

ABOUT = (
    N_("Options are shown in another order each time, so that none may speak of those above it."),
    N_("Where every option is right there is nothing to decide."),
    N_("An answer that stands in the question is copied from it."),
    N_("A question that holds its own answer asks for nothing."),
    N_("A word that the glossary avoids makes two names of one thing, or one name of two."),
    N_("A chapter without a card stands empty on the learner's first screen."),
    N_("A concept that nothing asks is never learnt, and what needs it waits for ever."),
    N_("An answer that is the same in every variant is learnt as a number, not as a way."),
    N_("A question should stand on a screen of 80×24 together with what there is to pick from."),
    N_("A # with a space before it begins a comment: what stands behind it is lost to the text."),
    N_("The same word twice in a row is mostly a slip."),
    N_("Two cards that ask the same are learnt twice and answered from each other."),
    N_("A file of cards without a card was forgotten, or all of it is behind #."),
    N_("A test states an answer worked by hand; where the problem gives another, one of the two is wrong."),
    N_("A problem with a handful of variants is soon known by heart."),
    N_("Texts are Markdown: HTML and a terminal's markup are shown as they stand."),
    N_("Chinese is set with full-width punctuation."),
    N_("Conditions that refuse nearly every draw leave few variants and make each of them slow to find."),
    N_('Who overlooks a small "not" gets a question wrong that she could answer.'),
    N_("A hint that holds the answer is no hint."),
    N_("A condition that refuses nothing is a condition on the wrong thing, or one too many."),
    N_("Two mistakes that always give the same number cannot be told apart: the learner is told both."),
    N_("A level above that asks no more than the one below promises what it does not hold."),
    N_("A card is foundation, core or further: where most cards say which, one that does not was forgotten."),
    N_("A tag gathers cards; on one card alone it gathers nothing, and is often a misspelt one."),
    N_("An answer that is recalled should be one thought, not a page."),
    N_("A whole number of many digits is copied from a calculator, and one slip of a key is wrong."),
    N_("What stands in a gap is typed letter by letter; a sentence is typed in a thousand ways."),
    N_("Where the answer is a count, a tolerance takes a wrong count for right."),
    N_("A text with many gaps asks for many things and tells little."),
    N_("Where most cards explain themselves, one that does not was forgotten."),
    N_("Where most cards say where they are from, one that does not cannot be looked up."),
    N_("A problem without an answer worked by hand proves nothing but that its formulas can be worked."),
    N_("A text that one of the pack's languages lacks is shown in the other one."),
    N_("Two mistakes with the same words tell the learner nothing of which it was."),
    N_("What is needed by something that is needed anyway need not be said again."),
    N_("Chapters are taught in order, so that a concept cannot wait for one of a later chapter."),
    N_(
        "A mistake that hardly any variant shows cannot be recognised: its value is the "
        "answer's, or not finite."
    ),
    N_("A number that only one language tells makes two questions of one."),
    N_("Characters that are no text: the sign of a broken encoding, private ones, towers of accents."),
    N_("A condition is true or false; a number would always pass for true."),
    N_("A dollar sign that opens a formula and finds no end is shown as a dollar, with LaTeX behind it."),
    N_("Whoever takes the foundation cards alone has to meet every concept that they build on."),
    N_("A number put into one language's prompt and not into the other's tells one learner more."),
    N_("Where the longest option is mostly the right one, it is picked without knowing anything."),
    N_("A right option far longer than all the others is picked for its length."),
    N_("The same prose in both languages is a translation that was put off."),
    N_("Conditions that leave nothing to draw make a problem that cannot be asked."),
    N_("A gap for a word that any sentence has asks for grammar, not for the subject."),
    N_("A concept that needs nothing and that nothing needs stands outside the order of learning."),
    N_("A tolerance wider than half the gap to a mistake takes a rounded mistake for the answer."),
    N_("A tolerance as wide as the answer itself takes 0 for right, and hardly refuses anything."),
    N_("A formula that cannot be read is shown as it is written, backslashes and all."),
    N_("A note to oneself is not for learners."),
    N_(
        "A preset behind the slash of `demo: name/preset` that the demonstration does not have "
        "cannot be opened."
    ),
    N_("Among several parts, one without words is a formula's name with an empty line behind it."),
    N_("An id that ids.txt does not list could vanish unnoticed."),
    N_("A term that is to be said in every language is lost where another language goes without it."),
    N_("A number with many digits makes a learner type, not think."),
    N_("A value that the conditions never let through is not drawn, whatever its author thinks."),
    N_("A pack is read from its own plain files; what lies elsewhere in it looks like a card and is none."),
    N_("A constant that the answer depends on must be told, since the learner cannot see `fixed:`."),
    N_("A number that is drawn and goes nowhere is a mistake of its author, or a trap that should be meant."),
    N_("A step that leads to nothing is worked for nobody."),
    N_(
        "An id that is gone takes the learners' history with it, unless the card that follows it says `was:`."
    ),
    N_("A cloze text that is nearly all gap leaves nothing to go by."),
    N_("Code and formulas are not broken into lines: what is wider than a small screen is cut."),
    N_("Chinese in an English text, or a Chinese text without Chinese, has come into the wrong place."),
)
