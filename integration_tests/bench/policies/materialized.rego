package bench.materialized

# A product that is a view.
warn[msg] {
  input.pipeline.tier == "product"
  input.pipeline.materialized == "view"
  msg := sprintf("%v is a view", [input.pipeline.name])
}
