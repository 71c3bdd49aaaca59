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


def written_lines(folder: Path, stories: int = STORIES, *, side: int = 24) -> Path:
    """The file, in a folder of its own; each picture has `side` by `side` pixels of noise."""
    folder.mkdir(parents=True)
    for number in range(PICTURES):
        (folder / f"p{number}.png").write_bytes(noise(side, number))
    lines = (json.dumps(_line(number, stories)) for number in range(stories))
    file = folder / "stories.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


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
