"""What the gate caught and what people had to decide: the journal, and its figures."""
