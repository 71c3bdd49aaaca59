"""Importers: each reads one kind of source and yields frozen imported records and a loss report. They know no Django."""
