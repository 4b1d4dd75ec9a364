package bench.residency

# Data of the EU, computed elsewhere or nobody knows where.
away {
  input.compute_region != "eu-west-1"
}

away {
  not input.compute_region
}

deny[msg] {
  away
  upstream := input.lineage[_]
  "region:EU" == upstream.tags[_]
  not input.exceptions.residency
  msg := sprintf("%v reads %v of the EU", [input.pipeline.name, upstream.name])
}
