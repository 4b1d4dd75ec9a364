"""How a contract changes: each change with the rule that classifies it, and the bump it needs."""
