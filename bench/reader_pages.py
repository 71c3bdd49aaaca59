"""
One address of every kind of page a reader meets in the demonstration paper, for whoever judges pages.

    .venv/bin/python bench/reader_pages.py http://localhost:8000/     prints name, tab, address, one a line
    .venv/bin/python bench/reader_pages.py http://localhost:8000/ front issue
"""

import sys
from typing import Final

PAGES: Final = {
    "front": "",
    "front page 2": "page/2/",
    "issue": "issues/1043/",
    "issue without cover": "issues/1040/",
    "article of every element": "2026/11/crane-drivers-ask-for-company/",
    "article without picture": "2026/11/ropewalk-rents-up-by-a-quarter/",
    "brief": "2025/12/class-3-sings-to-the-cold-store/",
    "box as story": "2026/11/wire-agency-said-the-strike-was-over/",
    "round-up": "2026/11/world-in-brief-19-november/",
    "review": "2026/11/a-thousand-ways-to-tie-a-man/",
    "letters": "2026/11/letters-19-november/",
    "interview": "2026/11/you-see-the-whole-town-from-up-there/",
    "section": "sections/port/",
    "topic": "topics/crane-strike/",
    "person": "people/anneke-prowse/",
    "branch": "branches/varrowmouth/",
    "branches": "branches/",
    "issues": "issues/",
    "sections": "sections/",
    "topics": "topics/",
    "people": "people/",
    "A-Z of a year": "archive/2026/index/",
    "archive": "archive/",
    "archive year": "archive/2026/",
    "archive month": "archive/2026/11/",
    "diary": "diary/",
    "diary month": "diary/2026/12/",
    "event": "diary/2026/12/can-a-town-own-a-port/",
    "now": "now/",
    "search": "search/",
    "standing page": "about/",
    "appeal": "donate/",
    "not found": "404.html",
    "Russian front": "ru/",
    "Russian article": "ru/2026/11/kranovshchiki-istki/",
    "Arabic front": "ar/",
    "Arabic article": "ar/2026/11/crane-drivers-eastquay/",
    "Arabic issues": "ar/issues/",
    "Arabic diary": "ar/diary/",
    "Arabic section": "ar/sections/city-and-port/",
}
"""What a page is called, and its path in the demonstration paper."""


def main(arguments: list[str]) -> None:
    """Print the addresses."""
    address, *names = arguments
    for name in names or PAGES:
        print(f"{name}\t{address}{PAGES[name]}")


if __name__ == "__main__":
    main(sys.argv[1:])
