"""A file of generated stories in the interchange format, with pictures beside it."""

import io
import json
import random
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

STORIES = 230
"""More than are taken in at once."""

PICTURES = 8


def written_lines(folder: Path, stories: int = STORIES, *, side: int = 24, whole: bool = False) -> Path:
    """
    The file, in a folder of its own; each picture has `side` by `side` pixels of noise.

    `whole`: with lines of all other kinds, too, as an export has them.
    """
    folder.mkdir(parents=True)
    for number in range(PICTURES):
        (folder / f"p{number}.png").write_bytes(noise(side, number))
    (folder / "rota.pdf").write_bytes(b"%PDF-1.7\nrota")
    others = _OTHERS if whole else ()
    lines = (json.dumps(line) for line in (*others, *(_line(number, stories) for number in range(stories))))
    file = folder / "stories.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


_OTHERS: tuple[dict[str, object], ...] = (
    {"kind": "paper", "name": "Quay", "timezone": "Europe/Helsinki", "logo": "p0.png", "pins": [{"story": "line-7"}]},
    *(
        {"kind": "picture", "id": f"picture-{number}", "src": f"p{number}.png", "credit": "Hand", "focus": [3, 5],
         "rights": "staff"}
        for number in range(1, PICTURES)
    ),
    {"kind": "document", "id": "rota", "src": "rota.pdf", "title": "The rota"},
    {"kind": "section", "title": "Section 1", "pins": [{"story": "line-9"}]},
    {"kind": "page", "title": "Below", "path": "about/below", "date": "2019-01-07", "body_html": ""},
    {"kind": "page", "title": "About", "path": "about", "date": "2019-01-07",
     "body_html": "<a href='record:rota'>Rota</a>"},
    {"kind": "event", "title": "Meeting", "starts": "2019-02-01", "report": "line-200", "picture": "p2.png"},
    *(
        {"kind": "comment", "id": str(number), "story": f"line-{number % 3}",
         "parent": str(number - 3) if number > 2 else "",
         "text": f"Words {number}, and <a href='record:line-8'>more</a>.",
         "status": ("approved", "unapproved")[number % 2]}
        for number in range(210)
    ),
    {"kind": "issue", "number": 2, "date": "2019-03-01", "cover": "p3.png", "sections": [
        {"title": "Front", "stories": [{"story": "line-31"}]}
    ]},
)  # fmt: skip


def noise(side: int, seed: int = 0) -> bytes:
    """A picture that cannot be packed any smaller, as PNG."""
    written = io.BytesIO()
    data = random.Random(seed).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), data).save(written, "PNG")
    return written.getvalue()


def _line(number: int, stories: int) -> dict[str, object]:
    day = date(2019, 1, 7) + timedelta(days=number)
    later = f'<a href="/old/{(number + 1) % stories}">the next</a>'
    picture = f"p{number % PICTURES}.png"
    return {
        "id": f"line-{number}",
        "title": f"Generated story {number}",
        "date": day.isoformat(),
        "body_html": f"<p>Words of story {number}, and {later}.</p><h2>Then</h2><p>More.</p>",
        "section": f"Section {number % 3}",
        "topics": [f"Topic {number % 5}"],
        "people": [{"name": f"Writer {number % 4}", "role": "reporter"}],
        "issue": {"number": number // 30 + 1, "date": day.isoformat()} if number % 30 == 29 else number // 30 + 1,
        "images": [{"src": picture, "alt": "Noise", "lead": True}] if number % 9 == 0 else [],
        "legacy_urls": [f"/old/{number}"],
    }
