package bench.one_raw_reader

import rego.v1

# The project as a whole: more than half of all models read raw tables.
warn contains msg if {
  # A list: the engine takes long over sets of thousands.
  readers := [1 | some model in input.models; "raw" in {upstream.tier | some upstream in model.lineage}]
  count(readers) * 2 > count(input.models)
  msg := sprintf("%v of %v models read raw tables", [count(readers), count(input.models)])
}
