"""How wide the columns of a table are when they have to share a screen."""

from collections.abc import Sequence


def fit_columns(wanted: Sequence[int], total: int) -> list[int]:
    """Return the widths of columns that share ``total`` cells, one blank between each two.

    ``wanted`` is 0 where a column takes what is left over, evenly shared. When there is not room
    for all, the last columns are given up: 0 stands for a column that is not shown, and the last
    one shown may be narrower than it wanted.
    """
    widths = [want if want > 0 else 1 for want in wanted]
    open_columns = [place for place, want in enumerate(wanted) if want <= 0]
    spare = total - _taken(widths)
    if spare > 0 and open_columns:
        share, rest = divmod(spare, len(open_columns))
        for nth, place in enumerate(open_columns):
            widths[place] += share + (1 if nth < rest else 0)
        return widths
    while widths:
        over = _taken(widths) - total
        if over <= 0:
            break
        if widths[-1] > over:
            widths[-1] -= over
            break
        widths.pop()
    return widths + [0] * (len(wanted) - len(widths))


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + len(widths) - 1 if widths else 0
