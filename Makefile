# make demo    set up what is missing, build, run the main job on the demonstration accounts
# make test    set up what is missing, run every test
# make help    the other targets
SHELL := /bin/bash
BUILD ?= build
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
CC ?= cc
AR ?= ar
NM ?= nm
OBJCOPY ?= objcopy
VENV := .venv
VERSION := $(shell sed -n 's/^\#define QUOTH_VERSION "\(.*\)"/\1/p' include/quoth.h)
SONAME := libquoth.so.$(firstword $(subst ., ,$(VERSION)))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla
ifdef CI
WARNINGS += -Werror
endif
UTF8PROC_CFLAGS ?= $(shell pkg-config --cflags libutf8proc 2>/dev/null)
UTF8PROC_LIBS ?= $(or $(shell pkg-config --libs libutf8proc 2>/dev/null),-lutf8proc)
STEMMER_CFLAGS ?=
STEMMER_LIBS ?= -lstemmer
OPTIMISE ?= -O2 -g
SANITIZE ?=
CODE_FLAGS = -std=c11 $(OPTIMISE) $(SANITIZE) -fPIC -fvisibility=hidden $(UTF8PROC_CFLAGS) $(STEMMER_CFLAGS) $(CFLAGS)
ALL_CFLAGS = $(WARNINGS) $(CODE_FLAGS)
LIBS = $(UTF8PROC_LIBS) $(STEMMER_LIBS)

FLOORS := base unicode lang text quote speech compare match collate corpus
SOURCES := $(foreach floor,$(FLOORS),$(wildcard csrc/$(floor)/*.c))
OBJECTS := $(SOURCES:csrc/%.c=$(BUILD)/obj/%.o)
C_TESTS := $(patsubst tests/c/%.c,$(BUILD)/tests/%,$(wildcard tests/c/test_*.c))
BENCHES := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
EXAMPLES := $(wildcard examples/*.c)

# Two at a time where the machine can, unless the caller says how many.
ifeq ($(MAKELEVEL)$(filter -j% --jobs%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif

# What is run is shown by its name, and whole with V=1.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '%-5s%s\n' $1 $2)

all: lib

# ---------------------------------------------------------------------------------------------------- the set-up
#
#   $(BUILD)/need/LEVEL   the machine has what the level needs (.ci/setup says what that is)
#   $(VENV)/.made         a virtual environment
#   $(VENV)/.tools        the packages that tests and lint use
#   $(VENV)/.installed    quoth itself, built from the tree as it is now

$(BUILD)/need/%: .ci/setup
	@mkdir -p $(@D)
	@.ci/setup need $* && touch $@
.PRECIOUS: $(BUILD)/need/%

$(VENV)/.made: | $(BUILD)/need/demo
	@echo "Making $(VENV)"
	@"$$(.ci/setup python)" -m venv --clear $(VENV)
	@$(VENV)/bin/python -m pip install -q --upgrade pip 'setuptools>=77'
	@touch $@

$(VENV)/.tools: pyproject.toml $(VENV)/.made
	@echo "Installing the packages for the tests into $(VENV)"
	@$(VENV)/bin/python -m pip install -q --group dev
	@touch $@

PACKAGE_FILES := setup.py pyproject.toml $(wildcard MANIFEST.in README.md LICENSE LICENSE-THIRD-PARTY) \
    $(shell find include csrc python -type f -not -path '*/__pycache__/*' -not -path '*.egg-info/*' -not -name '*.so')

# Changes when a file comes or goes: the times of the others do not tell.
$(BUILD)/package.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(PACKAGE_FILES) | sort | cmp -s - $@ || printf '%s\n' $(PACKAGE_FILES) | sort > $@

# Where setuptools builds. What it holds of Python files is made anew, so that none is shipped that is gone.
$(BUILD)/python/setup.cfg:
	@mkdir -p $(@D)
	@printf '[build]\nbuild_base = %s\n' $(@D) > $@

SETUPTOOLS = DIST_EXTRA_CONFIG=$(abspath $(BUILD))/python/setup.cfg CC="$(CC)"

$(VENV)/.installed: $(PACKAGE_FILES) $(BUILD)/package.list $(VENV)/.made | $(BUILD)/python/setup.cfg $(BUILD)/need/build
	@echo "Building and installing quoth into $(VENV)"
	@rm -rf $(BUILD)/python/lib* $(BUILD)/python/bdist*
	@$(SETUPTOOLS) $(VENV)/bin/python -m pip install -q --no-build-isolation .
	@touch $@

setup: $(BUILD)/need/build $(BUILD)/need/demo $(BUILD)/need/test $(VENV)/.tools

# -------------------------------------------------------------------------------------------------- main targets

demo: $(VENV)/.installed
	@$(VENV)/bin/quoth demo

test: $(C_TESTS) $(BENCHES) $(BUILD)/lib.made $(VENV)/.tools $(VENV)/.installed | $(BUILD)/need/test \
    $(if $(CI),$(BUILD)/need/oracles)
	@BUILD="$(BUILD)" $(VENV)/bin/python tests/run.py --c $(C_TESTS) --python tests/python

# Larger sizes, and inputs made from a seed that is printed: QUOTH_SEED=... make test-long runs the same again.
test-long: export QUOTH_LONG := 1
test-long: export QUOTH_SEED := $(or $(QUOTH_SEED),$(shell date +%s))
test-long: test | $(BUILD)/need/oracles

# The C tests alone, without Python.
test-c: $(C_TESTS)
	@set -e; for test in $(C_TESTS); do echo "== $$(basename $$test)"; $$test; done

# ---------------------------------------------------------------------------------------------------- C library

# Changes when the compiler or what it is told changes, warnings left out.
$(BUILD)/flags: FORCE | $(BUILD)/need/build
	@mkdir -p $(@D)
	@echo '$(CC) $(CODE_FLAGS)' | cmp -s - $@ || echo '$(CC) $(CODE_FLAGS)' > $@

$(BUILD)/obj/%.o: csrc/%.c $(BUILD)/flags | $(BUILD)/need/build
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# Every object, hidden names too: for the tests.
$(BUILD)/libquoth-test.a: $(OBJECTS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

# A test may ask for more of the linker in a line `/* link: -Wl,--wrap=... */`.
$(BUILD)/tests/%: tests/c/%.c $(BUILD)/libquoth-test.a | $(BUILD)/need/build $(BUILD)/need/test
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP $< $(BUILD)/libquoth-test.a -lcmocka $(LIBS) \
	    $(shell sed -n 's,^/\* link: \(.*\) \*/$$,\1,p' $<) -o $@

# Work on hostile input, and the work counter against the instructions that callgrind counts.
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libquoth-test.a | $(BUILD)/need/build
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP $< $(BUILD)/libquoth-test.a $(LIBS) -o $@

bench: $(BENCHES) $(VENV)/.made | $(BUILD)/need/memory
	$(VENV)/bin/python tests/bench/work.py $(BUILD)/bench/work --callgrind

# Words and tokens beside other libraries, on texts that come as Debian packages: 200 MB and some minutes at first.
# The other libraries of Python have an environment of their own; quoth comes into it as it is installed.
PEERS := $(BUILD)/peers
$(PEERS)/.made: pyproject.toml | $(VENV)/.made $(BUILD)/need/peers
	@"$$(.ci/setup python)" -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip install -q --upgrade pip
	@$(PEERS)/bin/python -m pip install -q --group peers
	@touch $@

bench-tokens: $(BUILD)/bench/tokens $(VENV)/.installed $(PEERS)/.made
	@ln -sfn "$$($(VENV)/bin/python -c 'import os, quoth; print(os.path.dirname(quoth.__file__))')" \
	    "$$($(PEERS)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/quoth"
	$(PEERS)/bin/python tests/bench/tokens.py $(BUILD)/bench/tokens $(BENCH_ARGUMENTS)

# Quotations of many texts beside textacy, on a labelled corpus: make bench-quotations CORPUS=polnear.jsonl
bench-quotations: $(VENV)/.installed $(PEERS)/.made
	$(VENV)/bin/python tests/bench/quotations.py --peer $(PEERS)/bin/python $(BENCH_ARGUMENTS) $(CORPUS)

# Comparing beside its peers, in an environment of their own: NEWS is msrp_news_pairs.json, PARTS some parts of it.
COMPARED := $(BUILD)/compared
$(COMPARED)/.made: pyproject.toml | $(VENV)/.made
	@"$$(.ci/setup python)" -m venv --clear $(COMPARED)
	@$(COMPARED)/bin/python -m pip install -q --upgrade pip
	@$(COMPARED)/bin/python -m pip install -q --group compared
	@touch $@

PARTS ?= all passages calls align pairs memory
bench-compare: $(VENV)/.installed $(COMPARED)/.made
	@test -n "$(NEWS)" || { echo 'bench-compare measures on NEWS=.../msrp_news_pairs.json' >&2; exit 2; }
	@ln -sfn "$$($(VENV)/bin/python -c 'import os, quoth; print(os.path.dirname(quoth.__file__))')" \
	    "$$($(COMPARED)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/quoth"
	$(COMPARED)/bin/python tests/bench/compare.py $(NEWS) --only $(PARTS)

# One object in which only the names of quoth.h are left to see.
$(BUILD)/libquoth.a: $(OBJECTS)
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(LD) -r $^ -o $(BUILD)/quoth.o
	$(Q)$(OBJCOPY) --localize-hidden $(BUILD)/quoth.o
	$(Q)$(AR) rcs $@ $(BUILD)/quoth.o

$(BUILD)/libquoth.so.$(VERSION): $(OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CC) $(SANITIZE) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs -Wl,-z,relro -Wl,--exclude-libs,ALL $(LDFLAGS) \
	    $^ $(LIBS) -o $@

$(BUILD)/quoth.pc: quoth.pc.in include/quoth.h FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|' \
	    -e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCLUDEDIR))|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBS_PRIVATE@|$(strip $(LIBS))|' $< > $@

$(BUILD)/lib.made: $(BUILD)/libquoth.a $(BUILD)/libquoth.so.$(VERSION)
	@ln -sf libquoth.so.$(VERSION) $(BUILD)/$(SONAME)
	@ln -sf $(SONAME) $(BUILD)/libquoth.so
	@touch $@

lib: $(BUILD)/lib.made $(BUILD)/quoth.pc

install: lib
	install -d $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 include/quoth.h $(DESTDIR)$(INCLUDEDIR)/quoth.h
	install -m 644 $(BUILD)/libquoth.a $(DESTDIR)$(LIBDIR)/libquoth.a
	install -m 755 $(BUILD)/libquoth.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libquoth.so.$(VERSION)
	ln -sf libquoth.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libquoth.so
	install -m 644 $(BUILD)/quoth.pc $(DESTDIR)$(LIBDIR)/pkgconfig/quoth.pc

uninstall:
	rm -f $(DESTDIR)$(INCLUDEDIR)/quoth.h $(DESTDIR)$(LIBDIR)/pkgconfig/quoth.pc $(DESTDIR)$(LIBDIR)/libquoth.a \
	    $(DESTDIR)$(LIBDIR)/libquoth.so $(DESTDIR)$(LIBDIR)/$(SONAME) $(DESTDIR)$(LIBDIR)/libquoth.so.$(VERSION)

# ------------------------------------------------------------------------------------------------ Python package

# A wheel that needs no library of the system, made from the source archive and not from the tree.
DIST ?= dist
wheel: $(VENV)/.tools | $(BUILD)/need/build
	@rm -rf $(BUILD)/sdist && mkdir -p $(DIST) $(BUILD)/sdist
	@rm -f $(DIST)/quoth-$(VERSION)*
	@$(VENV)/bin/python -c 'import sys; from setuptools import build_meta; print(build_meta.build_sdist(sys.argv[1]))' \
	    $(abspath $(DIST)) > $(BUILD)/sdist/log 2>&1 || { cat $(BUILD)/sdist/log; exit 1; }
	@tar -xzf $(DIST)/quoth-$(VERSION).tar.gz -C $(BUILD)/sdist
	@QUOTH_STATIC=1 CC="$(CC)" $(VENV)/bin/python -m pip wheel -q --no-deps --no-build-isolation \
	    -w $(DIST) $(BUILD)/sdist/quoth-$(VERSION)
	@$(VENV)/bin/abi3audit --strict --summary $(DIST)/quoth-$(VERSION)-*.whl
	@ls $(DIST)/quoth-$(VERSION)*

# -------------------------------------------------------------------------------------------------------- checks

C_FILES := $(shell find include csrc tests examples -name '*.[ch]')
GENERATED := $(shell grep -ls '^/\* .*Do not edit' $(C_FILES))
FORMATTED := $(filter-out $(GENERATED),$(C_FILES))
PYTHON_FILES := $(wildcard setup.py python tests notebooks examples .ci)

format: $(VENV)/.tools | $(BUILD)/need/lint
	@clang-format -i $(FORMATTED)
	$(VENV)/bin/ruff check --fix -q $(PYTHON_FILES)
	$(VENV)/bin/ruff format -q $(PYTHON_FILES)

lint: check-floors check-format check-python tidy

check-floors: $(VENV)/.made
	$(VENV)/bin/python tests/check_floors.py

check-format: $(VENV)/.tools | $(BUILD)/need/lint
	@clang-format --dry-run -Werror $(FORMATTED)
	$(VENV)/bin/ruff format --check -q $(PYTHON_FILES)

check-python: $(VENV)/.tools $(VENV)/.installed
	$(VENV)/bin/ruff check -q $(PYTHON_FILES)
	$(VENV)/bin/mypy --strict python/quoth
	cd $(VENV) && bin/python -m mypy.stubtest --mypy-config-file ../pyproject.toml quoth._core

# clang-tidy takes a second or more a file: only those that changed.
TIDIED := $(patsubst %.c,$(BUILD)/tidy/%.ok,$(filter-out $(GENERATED),$(SOURCES)) $(EXAMPLES))
$(BUILD)/tidy/%.ok: %.c .clang-tidy include/quoth.h | $(BUILD)/need/lint $(BUILD)/need/build
	@mkdir -p $(@D)
	$(call say,TIDY,$<)
	@clang-tidy --quiet --warnings-as-errors='*' $< -- -std=c11 -Iinclude $(UTF8PROC_CFLAGS) $(STEMMER_CFLAGS) \
	    2> >(grep -v ' warnings\? generated\.$$' >&2)
	@touch $@
tidy: $(TIDIED)

# Library and tests by both compilers, every warning an error.
check-compilers: | $(BUILD)/need/compilers
	$(MAKE) CI=1 CC=gcc BUILD=$(BUILD)/gcc build-all
	$(MAKE) CI=1 CC=clang BUILD=$(BUILD)/clang build-all
build-all: $(C_TESTS) lib

# ASan and UBSan, then valgrind, over the C tests; the Python tests once with the extension under ASan.
ASAN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
VALGRIND := valgrind -q --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=99
check-memory:
	$(MAKE) check-memory-c
	$(MAKE) check-threads
	$(MAKE) check-memory-python

check-memory-c: $(VENV)/.tools $(C_TESTS) | $(BUILD)/need/memory
	$(MAKE) BUILD=$(BUILD)/asan OPTIMISE="-O1 -g" SANITIZE="$(ASAN)" test-c-counted
	QUOTH_QUICK=1 $(VENV)/bin/python tests/run.py --timeout 3600 --under "$(VALGRIND)" --c $(C_TESTS)

test-c-counted: $(C_TESTS)
	$(VENV)/bin/python tests/run.py --c $(C_TESTS)

check-memory-python: $(VENV)/.tools $(VENV)/.installed
	@rm -rf $(BUILD)/asan-python && mkdir -p $(BUILD)/asan-python
	@printf '[build]\nbuild_base = %s\n' $(BUILD)/asan-python/build > $(BUILD)/asan-python/setup.cfg
	DIST_EXTRA_CONFIG=$(abspath $(BUILD))/asan-python/setup.cfg CC="$(CC)" CFLAGS="-O1 -g $(ASAN)" \
	    $(VENV)/bin/python -m pip install -q --no-build-isolation --no-deps --target $(BUILD)/asan-python/site .
	QUOTH_QUICK=1 PYTHONPATH=$(abspath $(BUILD))/asan-python/site PYTHONMALLOC=malloc ASAN_OPTIONS=detect_leaks=0 \
	    LD_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" \
	    $(VENV)/bin/python -m pytest -q -p no:cacheprovider \
	    $(addprefix --ignore=tests/python/,test_install.py test_wheel.py) tests/python

# Eight threads under ThreadSanitizer.
check-threads: | $(BUILD)/need/test
	$(MAKE) BUILD=$(BUILD)/tsan CC=clang OPTIMISE="-O1 -g" SANITIZE=-fsanitize=thread $(BUILD)/tsan/tests/test_threads
	TSAN_OPTIONS=halt_on_error=1 $(BUILD)/tsan/tests/test_threads

# Any bytes through every call, by libFuzzer under ASan and UBSan: FUZZ_SECONDS long, in FUZZ_CORPUS, where what it
# learns stays. What it finds is written there too, as crash-...
FUZZ_SECONDS ?= 600
FUZZ_CORPUS ?= $(BUILD)/fuzz/corpus
$(BUILD)/fuzz/texts: tests/fuzz/texts.c $(SOURCES) $(wildcard csrc/*/*.h include/*.h) | $(BUILD)/need/compilers
	@mkdir -p $(@D)
	clang -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all $(UTF8PROC_CFLAGS) \
	    $(STEMMER_CFLAGS) -Iinclude $(SOURCES) $< $(LIBS) -o $@
fuzz: $(BUILD)/fuzz/texts
	@mkdir -p $(FUZZ_CORPUS)
	$< -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=3000 -max_len=4000 -dict=tests/fuzz/marks.dict \
	    -artifact_prefix=$(FUZZ_CORPUS)/ -print_final_stats=1 $(FUZZ_CORPUS) tests/fuzz/seeds

# --------------------------------------------------------------------------------------------------------- other

clean:
	rm -rf $(BUILD) dist report.html

distclean: clean
	rm -rf $(VENV) python/*.egg-info

help:
	@echo 'make demo           set up, build, read the demonstration accounts; writes report.html'
	@echo 'make test           set up, every test of the C library and of the Python package'
	@echo 'make test-long      the same with larger sizes; prints its seed (QUOTH_SEED)'
	@echo 'make bench          the work done on hostile input, held against prose and callgrind'
	@echo 'make bench-quotations CORPUS=...  the speed of quotations beside textacy, and what each finds'
	@echo 'make bench-tokens   the speed of words and tokens beside other libraries (downloads texts and libraries)'
	@echo 'make bench-compare  comparing beside RapidFuzz, edlib, WFA2 and difflib, on NEWS=.../msrp_news_pairs.json'
	@echo 'make test-c         the C tests alone'
	@echo 'make setup          only the set-up: Debian packages, .venv'
	@echo 'make lib            libquoth.a, libquoth.so and quoth.pc in $(BUILD)'
	@echo 'make install        them and quoth.h under PREFIX (now $(PREFIX)); DESTDIR= stages; make uninstall'
	@echo 'make wheel          source archive and static wheel in dist/, looked over by abi3audit'
	@echo 'make format, lint   the style of C and Python: set right, checked'
	@echo 'make check-compilers  gcc and clang, every warning an error'
	@echo 'make check-memory   sanitizers and valgrind (takes long)'
	@echo 'make check-threads  eight threads under ThreadSanitizer'
	@echo 'make fuzz           any bytes through every call by libFuzzer, FUZZ_SECONDS (600) long'
	@echo 'make clean, distclean'
	@echo 'CI=1 makes warnings errors, V=1 shows commands; BUILD=, CC=, CFLAGS=, SANITIZE= say where and how to build.'

FORCE:
.PHONY: all setup demo bench bench-compare bench-quotations bench-tokens test test-long test-c test-c-counted lib install \
    uninstall wheel format lint \
    check-floors check-format check-python tidy check-compilers build-all check-memory check-memory-c check-memory-python \
    check-threads fuzz clean distclean help FORCE
.DELETE_ON_ERROR:
-include $(OBJECTS:.o=.d) $(C_TESTS:=.d) $(BENCHES:=.d)
