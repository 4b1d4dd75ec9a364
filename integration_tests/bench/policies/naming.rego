package bench.naming

import rego.v1

# A model whose name has capital letters: this one looks into every name.
deny contains {"msg": msg, "severity": "warn"} if {
  name := input.pipeline.name
  name != lower(name)
  msg := sprintf("%v has capital letters", [name])
}
