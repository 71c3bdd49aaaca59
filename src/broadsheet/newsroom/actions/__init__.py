"""
Editorial actions: what editors do to the paper, called alike by the screens, the command line and tests.

Each is a frozen dataclass that names what it is about. `check` says what stands in its way without changing anything;
`execute` does it in one transaction, or raises ActionRefusedError with the same obstacles and changes nothing.
"""
