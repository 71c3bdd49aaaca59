"""Every module can be the first one imported: no import cycle hides behind a lucky order."""

import subprocess
import sys

from tests.house.sources import ROOT, modules

# Before each import all of Broadsheet is forgotten: as good as an interpreter for each, and much quicker.
IMPORT_EACH_AFRESH = """
import importlib, sys, traceback
faulty = False
for name in sys.argv[1:]:
    for known in [known for known in sys.modules if known.split(".")[0] == "broadsheet"]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except BaseException:
        faulty = True
        print(name, traceback.format_exc(), sep=": ")
sys.exit(faulty)
"""

# Django loads the modules of its rooms once, after its settings; the newsroom's own tests start it.
DJANGO_ROOMS = {"newsroom", "campaigns", "site"}


def test_every_module_without_django_imports_alone() -> None:
    names = [
        module.name
        for module in modules()
        if module.room not in DJANGO_ROOMS and module.name.split(".")[-1] != "__main__"
    ]
    completed = subprocess.run(
        [sys.executable, "-c", IMPORT_EACH_AFRESH, *names],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
