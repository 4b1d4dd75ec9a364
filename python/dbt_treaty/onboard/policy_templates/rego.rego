package <<stem>>

# Deny a product's column that is called like a secret.
deny[msg] {
  input.tier == "product"
  col := input.schema[_]
  regex.match("(^|_)(password|secret)(_|$)", lower(col.name))
  msg := {
    "msg": sprintf("%v is published, and is called like a secret.", [col.name]),
    "column": col.name,
    "help": "Leave the column out of the product.",
  }
}
