"""How far each domain has come, and whether an organisation needs a mesh: scores from evidence."""
