"""The project as tables: plain rows of what is known of it, and of what is not."""
