# make demo    set up what is missing, build, run the main job on the demonstration accounts
# make test    set up what is missing, run every test
# make help    the other targets
SHELL := /bin/bash
BUILD ?= build
PREFIX ?= /usr/local
CC ?= cc
PYTHON ?= python3
VENV := .venv
VERSION := $(shell sed -n 's/^#define QUOTH_VERSION "\(.*\)"/\1/p' include/quoth.h)

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
ALL_CFLAGS = -std=c11 $(OPTIMISE) $(WARNINGS) $(SANITIZE) -fPIC -fvisibility=hidden $(UTF8PROC_CFLAGS) $(STEMMER_CFLAGS) $(CFLAGS)
LIBS = $(UTF8PROC_LIBS) $(STEMMER_LIBS)

FLOORS := base unicode lang text quote speech compare match collate corpus
SOURCES := $(foreach floor,$(FLOORS),$(wildcard csrc/$(floor)/*.c))
OBJECTS := $(SOURCES:csrc/%.c=$(BUILD)/obj/%.o)
C_TESTS := $(patsubst tests/c/%.c,$(BUILD)/tests/%,$(wildcard tests/c/test_*.c))

$(BUILD)/obj/%.o: csrc/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# Every object, hidden names too: for the tests.
$(BUILD)/libquoth-test.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/tests/%: tests/c/%.c $(BUILD)/libquoth-test.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $< $(BUILD)/libquoth-test.a -lcmocka $(LIBS) -o $@

test-c: $(C_TESTS)
	@set -e; for test in $(C_TESTS); do echo "== $$(basename $$test)"; $$test; done

.PHONY: test-c
-include $(OBJECTS:.o=.d) $(C_TESTS:=.d)
