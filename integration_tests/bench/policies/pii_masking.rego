package bench.pii_masking

# A product's PII column without a mask.
deny[msg] {
  input.tier == "product"
  col := input.schema[_]
  "PII" == col.tags[_]
  not col.mask
  msg := sprintf("%v is tagged PII and has no mask", [col.name])
}
