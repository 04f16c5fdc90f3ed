"""Looking at plain values, whatever their nesting."""


def flat(value):
    """All the numbers in it, one by one."""
    if isinstance(value, dict):
        return [number for item in value.values() for number in flat(item)]
    if isinstance(value, tuple | list):
        return [number for item in value for number in flat(item)]
    return [value]
