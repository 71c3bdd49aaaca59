"""What stands in the clipboard after copying from office programs, written by hand in the forms they are known for."""

from pathlib import Path

_HERE = Path(__file__).parent
WORD = (_HERE / "clipboard_word.html").read_text(encoding="utf-8")
GOOGLE_DOCS = (_HERE / "clipboard_google_docs.html").read_text(encoding="utf-8")
LIBREOFFICE = (_HERE / "clipboard_libreoffice.html").read_text(encoding="utf-8")
