"""What is measured, each a program of its own: ``python -m bench.subjects.<name> FOLDER``.

Each prints one line of JSON: the seconds of its work, and where it makes edges the file with them.
They import no more than the tool they measure, as some run where the project is not installed.
"""
