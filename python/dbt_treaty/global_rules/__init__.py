"""The platform's rules: conditions that hold for columns of every contract."""
