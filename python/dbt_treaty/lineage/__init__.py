"""Column lineage of one query: parse it once, resolve its names, say where each column is from.

``analyse.analyse`` is the public verb and ``model`` what it returns; no syntax tree leaves this
package.
"""
