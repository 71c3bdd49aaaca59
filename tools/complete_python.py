"""Say whether this Python can run Broadsheet: one line, understood by tools/find-python.

Prints `ok VERSION`, `old VERSION` or `lacks VERSION PART[, PART...]`. Any Python can run it, Python 2 too.
"""

import sys

OLDEST = (3, 12)


def missing_parts():
    """Names of the parts that this Python lacks: Debian packages some apart, home-made builds leave some out."""
    missing = []
    for name in ("ensurepip", "venv", "ssl", "sqlite3"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    if "sqlite3" not in missing and not has_full_text_search():
        missing.append("FTS5 in sqlite3")
    return missing


def has_full_text_search():
    """Whether SQLite was built with FTS5, on which search in the newsroom stands."""
    sqlite3 = sys.modules["sqlite3"]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def verdict():
    """The line that tools/find-python reads."""
    version = "{0}.{1}.{2}".format(*sys.version_info[:3])
    if tuple(sys.version_info[:2]) < OLDEST:
        return "old " + version
    missing = missing_parts()
    if missing:
        return "lacks " + version + " " + ", ".join(missing)
    return "ok " + version


print(verdict())
