package bench.tag_inheritance

import rego.v1

# A column that inherits PII and does not declare it.
deny contains msg if {
  some column in input.columns
  some ancestor in input.ancestors[column.name]
  "PII" in ancestor.tags
  not "PII" in column.tags
  msg := sprintf("%v inherits PII from %v", [column.name, ancestor.name])
}
