package bench.products_read_no_raw

import rego.v1

# A product that reads a raw table past the derived tier.
deny contains msg if {
  input.tier == "product"
  some upstream in input.lineage
  upstream.tier == "raw"
  msg := sprintf("%v is a product and reads the raw %v", [input.pipeline.name, upstream.name])
}
