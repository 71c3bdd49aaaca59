"""How a process tells the most memory it had since it was started."""

from typing import Final

PEAK: Final = "int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
"""
A Python expression: kibibytes held at most, on Linux.

Not `ru_maxrss`: that of a new process begins with the memory of the one it was started from, here a whole test run.
"""
