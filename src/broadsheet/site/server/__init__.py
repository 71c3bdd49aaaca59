"""The server: hands out the printed tree; what lies under /newsroom/ is Django's. The tree's part knows no Django."""
