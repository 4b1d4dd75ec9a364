"""Who reads which product: versions, pins, the days on which versions end, and columns."""
