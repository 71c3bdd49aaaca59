"""`python -m … FOLDER ADDRESS NAME TIMES`: another process of a paper, in which wrong passwords are typed."""

import json
import sys
from pathlib import Path


def main(folder: Path, address: str, name: str, times: int) -> None:
    """Print, for each try, whether it was told to wait."""
    from broadsheet.site import configure

    configure(folder)

    from tests.newsroom.signing_in import NewsroomClient

    told = []
    for _ in range(times):
        browser = NewsroomClient(headers={"host": "localhost", "x-forwarded-for": address})
        browser.defaults["HTTP_HOST"] = "localhost"
        answer = browser.post("/newsroom/login/", {"login": name, "password": "not the password"})
        told.append("Too many attempts" in answer.content.decode())
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
