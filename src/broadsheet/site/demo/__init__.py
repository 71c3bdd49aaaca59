"""The demonstration paper: an invented weekly of an invented port town, its words and its pictures."""
