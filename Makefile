# make setup          install the system packages that the build needs and that are missing (Debian)
# make demo           build, start the daemon on a demo list, scan a folder through it, print the verdicts
# make test           run every test
# make check          formatting, then every test
# make asan           run the tests under the address and undefined-behaviour sanitizers
# make bench-smoke    run the short benchmarks
# make bench          run the benchmarks against their peers
# make fuzz           fuzz each target for a minute
# make vectors        make the project's pictures and their expectations anew (needs network access)
# make vectors-check  compute the expectations of the stored pictures again and compare (needs network access)

SWIFT ?= swift
export SWIFT_BACKTRACE ?= interactive=no,color=no

.PHONY: help setup demo test check asan bench-smoke bench fuzz vectors vectors-check
.SILENT:

help:
	sed -n '/^# /!q; s/^# //p' Makefile

setup:
	$(call require,$(shell scripts/setup.sh))

demo: setup
	scripts/demo.sh

# The kernels and the judge of the ten-thousand-plane sweep are C: optimised, they take seconds instead of minutes.
test: setup
	Tests/Consumer/run.sh
	$(SWIFT) test --disable-xctest -Xcc -O2

check: setup
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	$(MAKE) test

# Leaks are left to the fuzz targets: here, what Foundation and the argument parser hold at exit would count. A crash that
# a test asks for is not to be traced back, which would wait for the crashed process for ever.
asan: setup
	SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
	$(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build-asan \
	  -Xcc -O2 -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined

bench-smoke: setup
	Benchmarks/run.sh smoke

bench: setup
	Benchmarks/run.sh full

fuzz: setup
	Fuzz/run.sh

vectors:
	Vectors/generate/run.sh generate.py

vectors-check:
	Vectors/generate/run.sh ../check.py

# One line and exit code 2 where packages are missing that cannot be installed.
require = $(if $(1),$(error missing packages: $(1); install them as root with: apt-get install $(1)))
