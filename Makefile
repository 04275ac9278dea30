.PHONY: help format test it large bench attack testcluster

help: ## shows this
	@sed -n 's/^\([a-z]*\): *## \(.*\)/  \1\t\2/p' Makefile
format: ## rewrites the Java files in the house's format
	mvn -q -N validate -Dformat=apply
test: ## everything: format, compile, rules, unit and socket tests
	mvn verify
it: ## the socket and whole-program tests alone
	mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
testcluster: ## builds the real API server that tests use, once
	build/testcluster/build
large: testcluster ## the program before a cluster with 400 Secrets and ConfigMaps of 1 MB
	mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LargeObjectsIT \
	  -Dfailsafe.failIfNoSpecifiedTests=false -Dlarge.objects=400
bench: ## Naru beside nginx and HAProxy, by CPU time a request
	benchmarks/compare/run
attack: ## ten minutes of attacks beside honest clients; the result is written to benchmarks/attack/result.txt
	benchmarks/attack/run --output benchmarks/attack/result.txt
