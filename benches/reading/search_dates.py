"""Reads the mails of mails.txt with dateparser's Dutch and prints how many it reads a second.

Not called dateparser.py: Python would import this file in the place of the package.
"""

import sys
import time
from datetime import datetime

from dateparser.search import search_dates


def mails(path):
    for part in open(path, encoding="utf-8").read().removeprefix("=== ").split("\n=== "):
        at, text = part.split("\n", 1)
        yield text.strip(), {"RELATIVE_BASE": datetime.fromisoformat(at.strip())}


def read(all_mails):
    for text, settings in all_mails:
        search_dates(text, languages=["nl"], settings=settings)


ROUNDS = 10  # a second at some forty mails
all_mails = list(mails(sys.argv[1]))
read(all_mails)  # let it load its tables
start = time.perf_counter()
for _ in range(ROUNDS):
    read(all_mails)
print(ROUNDS * len(all_mails) / (time.perf_counter() - start))
