"""The formats the press prints, one module or package each."""
