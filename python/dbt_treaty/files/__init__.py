"""Files that are whole or not there: written beside their place, and sealed where they are kept."""
