"""The server: hands out the printed tree; what lies under /newsroom/ is Django's. The tree's part knows no Django."""

from collections.abc import Callable
from pathlib import Path


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8000, ready: Callable[[], None] = lambda: None) -> int:
    """
    Serve the paper in a folder, with its newsroom and its worker, until told to stop; the exit code.

    `ready` is called once when the address answers. Raises PaperNotFoundError, and SettingRefusedError when
    the address cannot be had.
    """
    # Imported when there is something to serve: the command line must start without it.
    from broadsheet.site.server.paper_server import served_paper
    from broadsheet.site.server.serving import serve as serve_until_stopped

    serve_until_stopped(served_paper(folder, host=host, port=port), ready)
    return 0
