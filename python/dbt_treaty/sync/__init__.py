"""From contracts to generated properties: decide, write, and touch nothing else."""
