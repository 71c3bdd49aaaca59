"""Previews: unpublished pages by the press's own templates, for the newsroom and, by a signed link, for others."""
