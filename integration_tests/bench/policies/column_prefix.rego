package bench.column_prefix

# A column whose name begins with tmp_: this one looks into every name.
warn[msg] {
  col := input.schema[_]
  startswith(col.name, "tmp_")
  msg := sprintf("%v.%v is temporary", [input.pipeline.name, col.name])
}
