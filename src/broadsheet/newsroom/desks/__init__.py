"""
The desks: the screens in which the paper is made, one package each.

A desk has `urls.py` (its addresses under /newsroom/), `views.py` (thin: they read, call an editorial action, and say
what happened), and its entry in `menu.py`. Rules live in `actions` and `roles`, never in a view or a template.
"""
