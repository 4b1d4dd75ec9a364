package bench.few_parents

# A model that reads more than twelve relations.
warn[msg] {
  count(input.lineage) > 12
  msg := sprintf("%v reads %v relations", [input.pipeline.name, count(input.lineage)])
}
