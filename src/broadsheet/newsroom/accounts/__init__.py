"""
Accounts: who works here, how far each role reaches, and the second factor nobody enters without.

`roles` (one level up) says what each role may do. Here stand: `page_rights` and `reach`, which make Wagtail's own
screens ask it too; `factor` and `door`, which let nobody in on a password alone; `secrets`, `shared` (limits that all
processes count together), `invitations` and `forgetting`.
"""

from typing import Final

VALID_DAYS: Final = 3
"""How many days a link of an invitation lets in."""

LIMITS: Final = "limits"
"""The name, in Django's settings, of the cache in which attempts to log in are counted."""
