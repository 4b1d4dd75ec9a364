"""The examples of the policies' pages as projects, judged through the whole pipeline."""
