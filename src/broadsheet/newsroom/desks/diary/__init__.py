"""The diary: what is coming, by date and branch; an event on one screen."""
