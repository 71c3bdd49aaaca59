"""Importers: each reads one kind of source and yields frozen records and a loss report. They know no Django."""
