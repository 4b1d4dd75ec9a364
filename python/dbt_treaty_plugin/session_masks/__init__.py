"""Gives each session that dbt opens the mask functions, and the key in a place that no text shows.

The masks are HMAC-SHA256 (RFC 2104), ``H(outer block || H(inner block || text))``, with the two
blocks made of the key in ``key``. One module an engine says where its sessions hold the blocks and
spells the functions over them; ``bind`` picks the engine and remembers what went wrong.
"""
