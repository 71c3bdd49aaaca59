"""Stories: every story of the paper, and a new one."""
