"""Words, numbers and formulas made ready for a screen of characters; knows no screen itself."""
