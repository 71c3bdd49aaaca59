"""What the last import brought, what it lost, and why."""
