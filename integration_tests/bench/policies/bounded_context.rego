package bench.bounded_context

# Reading another domain's raw or derived tier.
deny[msg] {
  own := input.pipeline.domain
  upstream := input.lineage[_]
  upstream.domain != own
  upstream.tier != "product"
  msg := sprintf("%v reads %v, which is private to %v", [input.pipeline.name, upstream.name, upstream.domain])
}
