"""The mesh's raw rows, one module a domain; ``make_seeds.py`` beside this folder writes them."""
