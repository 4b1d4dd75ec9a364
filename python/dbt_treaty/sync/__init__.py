"""From contracts to generated properties: decide what each model gets, write it, touch nothing else."""
