"""Child processes of the server."""

import asyncio
import os
import sys

from broadsheet.site.server.children import Child, keep_running
from tests.machine.event_loop import run_alone

SAYS_ITS_NUMBER = """
import os, pathlib, sys
file = pathlib.Path(sys.argv[1])
file.write_text((file.read_text() if file.exists() else "") + f"{os.getpid()}\\n")
if sys.argv[2] == "stay":
    sys.stdin.read()
"""

READS_TO_THE_END = """
import pathlib, sys
sys.stdin.read()
pathlib.Path(sys.argv[1]).write_text("went by itself")
"""


def child(file, *arguments: str, program: str = SAYS_ITS_NUMBER) -> Child:
    return Child(name="Worker", command=[sys.executable, "-c", program, str(file), *arguments])


async def until(condition) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def numbers(file) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_that_ends_is_started_again(tmp_path):
    async def scenario():
        task = asyncio.create_task(keep_running(child(tmp_path / "runs", "end"), {}, first_pause=0.01))
        await until(lambda: len(numbers(tmp_path / "runs")) >= 3)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run_alone(scenario())


def test_a_child_ends_with_the_server(tmp_path):
    async def scenario():
        task = asyncio.create_task(keep_running(child(tmp_path / "runs", "stay"), {}))
        await until(lambda: numbers(tmp_path / "runs"))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run_alone(scenario())
    assert not is_running(numbers(tmp_path / "runs")[0])


def test_a_command_that_does_not_exist_is_tried_again(tmp_path):
    async def scenario():
        missing = Child(name="Worker", command=[str(tmp_path / "no-such-program")])
        task = asyncio.create_task(keep_running(missing, {}, first_pause=0.01))
        await asyncio.sleep(0.1)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run_alone(scenario())


SERVER = """
import asyncio, sys
from broadsheet.site.server.children import Child, keep_running
child = Child(name="Worker", command=[sys.executable, "-c", sys.argv[2], sys.argv[1]])
print("begun", flush=True)
asyncio.run(keep_running(child, {}))
"""


def test_a_child_learns_that_the_server_was_killed(tmp_path):
    async def scenario():
        server = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            SERVER,
            str(tmp_path / "word"),
            READS_TO_THE_END,
            stdout=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        await server.stdout.readline()
        await asyncio.sleep(0.5)
        server.kill()
        await until((tmp_path / "word").exists)
        await server.communicate()

    run_alone(scenario())
