# make setup          install the system packages that the build needs and that are missing (Debian)
# make demo           build, start the daemon on a demo list, scan a folder through it, print the verdicts
# make install        build and install below PREFIX (/usr/local), with DESTDIR in front
# make uninstall      remove what was installed; lists, indexes and the configuration stay
# make deb            build Debian packages into build/
# make deb-check      build them, unpack them into an empty folder, and use what is in them
# make test           run every test, long proofs in their short form
# make proof          run every test, long proofs in full
# make lint           check the formatting
# make check          make lint, then make test
# make asan           run the tests under the address and undefined-behaviour sanitizers
# make asan-short     the same, of damaged files and kernels only
# make tsan           run the tests under the thread sanitizer
# make tsan-short     the same, of the daemon and of parallel searches only
# make bench-smoke    run the short benchmarks
# make bench          run the benchmarks against their peers
# make fuzz           fuzz each target for a minute
# make fuzz-short     the same, for ten seconds each
# make vectors        make the project's pictures and their expectations anew (needs network access)
# make vectors-check  compute the expectations of the stored pictures again and compare (needs network access)

SWIFT ?= swift
export SWIFT_BACKTRACE ?= interactive=no,color=no

.PHONY: help setup demo install uninstall deb deb-check test proof lint check asan asan-short tsan tsan-short
.PHONY: bench-smoke bench fuzz fuzz-short vectors vectors-check
.SILENT:

help:
	sed -n '/^# /!q; s/^# //p' Makefile

setup:
	$(call require,$(shell scripts/setup.sh))

demo: setup
	scripts/demo.sh

PREFIX ?= /usr/local

install: setup
	scripts/install.sh "$(PREFIX)" "$(DESTDIR)"

uninstall:
	scripts/uninstall.sh "$(PREFIX)" "$(DESTDIR)"

deb: setup
	scripts/deb.sh build

deb-check: setup
	Tests/Packages/run.sh

# The kernels and the judge of the sweep of planes are C: optimised, they take seconds instead of minutes.
test: setup
	Tests/Consumer/run.sh
	$(SWIFT) test --disable-xctest -Xcc -O2

proof: export MATCHD_PROOF = 1
proof: test

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests \
	  Benchmarks/Package.swift Benchmarks/Sources Fuzz/Package.swift Fuzz/Sources

check: lint test

# The short forms run the suites that a sanitizer is most likely to say something about.
asan-short: only = --filter 'HashCoreTests.*(Malformed|Mutation|Limits)|MatcherTests.*Malformed|KernelsTests'
tsan-short: only = --filter 'MatchServiceTests|HashIndexBatchTests|IndexWriterTests'

# Leaks are left to the fuzz targets: here, what Foundation and the argument parser hold at exit would count. A
# crash that a test asks for is not to be traced back, which would wait for the crashed process for ever.
asan asan-short: setup
	SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
	$(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build-asan $(only) \
	  -Xcc -O2 -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined

# What the sanitizer cannot see through is told to it (mutex_for_tsan.c) or suppressed by name (thread.supp).
tsan tsan-short: setup
	Tests/Sanitizers/tsan.sh $(only)

bench-smoke: setup
	Benchmarks/run.sh smoke

bench: setup
	Benchmarks/run.sh full

fuzz: setup
	Fuzz/run.sh 60

fuzz-short: setup
	Fuzz/run.sh 10

vectors:
	Vectors/generate/run.sh generate.py

vectors-check:
	Vectors/generate/run.sh ../check.py

# One line and exit code 2 where packages are missing that cannot be installed.
require = $(if $(1),$(error missing packages: $(1); install them as root with: apt-get install $(1)))
