"""What a policy may look at, and how it names what it found: facts, places, wording."""
