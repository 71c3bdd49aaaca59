"""The theme: templates, style sheet, script and words of the interface, all of which a paper may override."""
