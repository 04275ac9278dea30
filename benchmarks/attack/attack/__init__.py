"""The harness behind `benchmarks/attack/run`: one module, one purpose."""
