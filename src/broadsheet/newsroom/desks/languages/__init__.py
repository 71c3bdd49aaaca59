"""Languages: the versions of a page in each, and those that are behind their source."""
