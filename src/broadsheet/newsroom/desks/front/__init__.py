"""Front: which story stands where, and the notice."""
