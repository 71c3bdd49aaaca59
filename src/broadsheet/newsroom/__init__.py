"""The newsroom: where stories, pictures and issues are kept, edited and published (Django and Wagtail)."""
