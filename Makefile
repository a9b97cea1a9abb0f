# SPDX-License-Identifier: GPL-2.0-only
#
# "make help" lists what can be made. The work is done by Kbuild, by
# userspace/Makefile and by the scripts of bench/; this file ties them
# together.

O		?= build
SERIES		?=
COMMIT		?= $(shell git describe --always --dirty --abbrev=12 2>/dev/null)
STATIC		?=
export SERIES

# An arm64 machine builds for the kernel it runs, unless SERIES asks for one of
# Debian's; any other machine builds for a Debian kernel with a cross compiler.
ifneq ($(filter aarch64 arm64,$(shell uname -m)),)
CROSS_COMPILE	?=
KDIR		?= $(if $(SERIES),$(shell bench/kernel $(SERIES))/headers,/lib/modules/$(shell uname -r)/build)
SYSROOT		?=
needs		:= build $(if $(SERIES),,headers)
else
CROSS_COMPILE	?= aarch64-linux-gnu-
KDIR		?= $(shell bench/kernel $(SERIES))/headers
SYSROOT		?= $(shell bench/sysroot)
needs		:= build
endif

out		:= $(abspath $(O))

# O, SYSROOT and the rest mean something else to Kbuild: what a part is to know
# is passed to it by name.
MAKEOVERRIDES	:=

.PHONY: all packages modules cli native bench bench-kvm nightly gate check check-unit lint fuzz
.PHONY: bench-cli size-report check-kvm check-debug soak clean help

all: modules cli

packages:
	@bench/packages $(needs)

# Kbuild writes beside its sources, so it is given a copy of them. BTF would need
# pahole, and nothing reads it.
modules: packages
	@mkdir -p $(out)/kbuild
	@cp -au Kbuild module $(out)/kbuild/
	@$(MAKE) -C $(KDIR) M=$(out)/kbuild ARCH=arm64 CROSS_COMPILE=$(CROSS_COMPILE) W=1 \
		CONFIG_DEBUG_INFO_BTF_MODULES= modules
	@cp $(out)/kbuild/wsbench.ko $(out)/wsbench.ko

cli: packages
	@$(MAKE) -C userspace COMMIT='$(COMMIT)' O=$(out)/userspace CROSS_COMPILE=$(CROSS_COMPILE) SYSROOT=$(SYSROOT) STATIC=$(STATIC)
	@cp $(out)/userspace/wsbench $(out)/wsbench

native: packages
	@$(MAKE) -C userspace COMMIT='$(COMMIT)' O=$(out)/native CROSS_COMPILE= SYSROOT= STATIC=

bench:
	@bench/run

bench-kvm:
	@bench/run-kvm

nightly:
	@bench/nightly

gate:
	@bench/gate

# The speed of the command's own statistics, on this machine.
bench-cli: packages
	@$(MAKE) -s -C userspace COMMIT='$(COMMIT)' O=$(out)/native CROSS_COMPILE= SYSROOT= bench

# What the flows are made of, beside what they take: RUN and SWEEP are folders.
size-report:
	@bench/size-report $(RUN) $(SWEEP)

check:
	@bench/check

check-unit:
	@bench/check unit

check-kvm:
	@bench/check-kvm

check-debug:
	@bench/check-debug

soak:
	@bench/soak

lint:
	@bench/check lint

fuzz:
	@bench/check fuzz

clean:
	rm -rf $(O)

help:
	@echo 'Targets:'
	@echo '  all         module and CLI (default): build/wsbench.ko, build/wsbench'
	@echo '  modules     the module alone'
	@echo '  cli         the CLI alone'
	@echo '  native      the CLI for this machine, where that is not arm64: build/native/wsbench'
	@echo '  bench       the main job: both modes in the emulated host, table and plots (bench/run)'
	@echo '  bench-kvm   both flows in the real KVM, with kernels built for it (bench/run-kvm)'
	@echo '  nightly     one night: measure, record, look for regressions, report (bench/nightly)'
	@echo '  gate        is the working tree slower than the commit before? (bench/gate)'
	@echo '  bench-cli   how fast the command reads, compares and finds changes'
	@echo '  size-report instructions, branches, system registers of each flow beside its ticks'
	@echo '  check       all tests that need no kernel built (bench/check)'
	@echo '  check-unit  the tests that need no emulator, two minutes'
	@echo '  check-kvm   the tests around the real KVM, with kernels built for them (bench/check-kvm)'
	@echo '  check-debug the tests on a kernel that looks for mistakes (bench/check-debug)'
	@echo '  soak        everything that tries to harm the host, in random order (bench/soak)'
	@echo '  lint        shellcheck, sparse, checkpatch, coccinelle, clang-tidy, warnings, style'
	@echo '  fuzz        made-up input for the CSV reader, FUZZ_SECONDS=60 of it'
	@echo '  packages    installs what a build needs and this machine lacks'
	@echo '  clean       removes build/; what was downloaded stays in the cache'
	@echo 'Variables:'
	@echo '  SERIES=6.1|6.12   Debian kernel series (default: the running kernel on arm64,'
	@echo '                    elsewhere 6.1 where apt has it and else 6.12)'
	@echo '  KDIR=DIR          kernel headers to build against instead'
	@echo '  CROSS_COMPILE=    prefix of the compiler'
	@echo '  SYSROOT=DIR       where the arm64 libraries of the CLI are, for a cross build'
	@echo '  STATIC=1          links the CLI statically'
	@echo '  O=DIR             folder for what is built (default: build)'
	@echo '  COMMIT=           what the CLI writes into meta.csv (default: from git)'
	@echo '  NO_INSTALL=1      lists missing packages instead of installing them'
	@echo 'and for bench (see bench/run): SAMPLES FLOWS DIRTY BLOCK SEED TIMING'
	@echo 'and for bench-kvm (see bench/run-kvm): BOOTS BATCHES SAMPLES DIRTY BLOCK SEED'
	@echo 'and for size-report (see bench/size-report): RUN SWEEP'
