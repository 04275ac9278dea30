"""The harness behind `benchmarks/compare/run`: one module, one purpose."""
