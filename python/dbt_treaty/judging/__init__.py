"""Applies the policies as the configuration sets them, and says where it eased them."""
