"""Reading 1,000 messages of an object with ten properties, beside pypsrp's own reader."""

from functools import partial

from pypsrp.serializer import Serializer

from smimeadmin.core import values as v
from smimeadmin.core.clixml.reader import ClixmlReader
from smimeadmin.core.clixml.writer import write_message
from smimeadmin.core.objects import PropertyBag
from tests.bench.measure import Figure, medians, milliseconds, seconds_of

COUNT = 1000
BAR = 0.3
NAMES = ("Deserialized.Contoso.Mailbox", "Deserialized.System.Object")


def figures() -> list[Figure]:
    """Measure reading."""
    texts = [write_message(_mailbox(number)) for number in range(COUNT)]
    reader = ClixmlReader()
    took = medians(
        {
            "ours": partial(seconds_of, lambda: list(map(reader.message, texts))),
            "pypsrp": partial(
                seconds_of, lambda: [Serializer().deserialize(text) for text in texts]
            ),
        }
    )
    return [
        Figure(
            f"{COUNT} objects of 10 properties read from CLIXML",
            milliseconds(took["ours"]),
            f"pypsrp reads them: {milliseconds(took['pypsrp'])}",
            took["ours"] / took["pypsrp"],
            BAR,
        )
    ]


def _mailbox(number: int) -> PropertyBag:
    bag = PropertyBag.of(
        [
            ("Name", f"user{number}"),
            ("Alias", f"u{number}"),
            ("Created", v.DateTime.of(2024, 1, 1 + number % 28, kind=v.DateKind.UTC)),
            ("Size", v.Int64(number)),
            ("Count", number),
            ("Enabled", True),
            ("Id", v.Guid(number)),
            ("Path", "contoso.example/Users/user"),
            ("Idle", v.TimeSpan.of(seconds=number)),
            ("Manager", None),
        ],
        NAMES,
    )
    bag.adapted = len(bag.names)
    bag.text = f"user{number}"
    return bag
