"""The checks that guard the tree: they hold for it, and each finds the fault that it is for."""

import importlib.util
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]


def load(name):
    spec = importlib.util.spec_from_file_location(name, TREE / "tests" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def floors(tmp_path, monkeypatch):
    module = load("check_floors")
    monkeypatch.setattr(module, "TREE", tmp_path)

    def check(place, source):
        path = tmp_path / "csrc" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        return [what for _, what in module.check(path)]

    return check


def test_the_floors_of_the_tree_hold(capsys):
    assert load("check_floors").main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "source", "what"),
    [
        ("text/a.c", '#include "../speech/speech.h"\n', "speech is not a floor below it"),
        ("quote/a.c", '#include "../compare/compare.h"\n', "compare is not a floor below it"),
        ("base/a.h", "#include <Python.h>\n", "outside of csrc/python"),
        ("lang/a.c", '#include "b.c"\n', "includes the source"),
        ("text/a.c", "static void f(void)\n{\n    abort();\n}\n", "calls abort"),
        ("text/a.c", "static int f(int c)\n{\n    return isalpha (c);\n}\n", "calls isalpha"),
        ("text/a.c", "static void f(void *p)\n{\n    free(p);\n}\n", "calls free"),
        ("text/a.c", "static void f(void)\n{\n    utf8proc_map(0, 0, 0, 0);\n}\n", "calls utf8proc_map"),
        ("text/a.c", "int seen(void) { return 0; }\n", "seen can be seen"),
        ("text/a.c", "static void f(void)\n{\n" + "    g();\n" * 91 + "}\n", "a function of 91 lines"),
        ("text/a.c", "static int x;\n" * 701, "701 lines"),
        ("attic/a.c", "\n", "not a floor"),
    ],
)
def test_a_fault_against_the_floors_is_found(floors, place, source, what):
    (found,) = floors(place, source)
    assert what in found


def test_what_is_allowed_is_let_pass(floors):
    assert floors("text/a.c", '#include <string.h>\n#include "../base/base.h"\n#include "text.h"\n') == []
    assert floors("base/memory.c", "static void f(void *p) { free(p); }\n") == []
    assert floors("python/a.c", "#include <Python.h>\n") == []
    assert (
        floors("text/a.c", '/* abort() */ static const char *s = "exit(1)";\nint quoth__f(void) { return s != 0; }\n')
        == []
    )


# ----------------------------------------------------------------------------------------- the count of the tests

HEAD = "[==========] Running {} test(s).\n"
PASSED = "[ RUN      ] one\n[       OK ] one\n"
FAILED = "[ RUN      ] two\n[  ERROR   ] --- no\n[  FAILED  ] two\n"
SKIPPED = "[ RUN      ] three\n[  SKIPPED ] three\n"
LISTS = (
    "[  SKIPPED ] 1 test(s), listed below:\n[  SKIPPED ] three\n"
    "[  FAILED  ] 1 test(s), listed below:\n[  FAILED  ] two\n"
)


@pytest.mark.parametrize(
    ("output", "ended", "counts"),
    [
        (HEAD.format(1) + PASSED, None, (1, 0, 0)),
        (HEAD.format(3) + PASSED + FAILED + SKIPPED + LISTS, "ended with 1", (1, 1, 1)),
        (HEAD.format(2) + PASSED + "[ RUN      ] two\n", "ended with -6", (1, 1, 0)),
        (HEAD.format(2) + PASSED, None, (1, 1, 0)),
        ("", "ended with 127", (0, 1, 0)),
        (HEAD.format(1) + PASSED, "ended with 99", (1, 1, 0)),
        (HEAD.format(1) + PASSED + HEAD.format(1) + PASSED, None, (2, 0, 0)),
        (HEAD.format(1) + "[  FAILED  ] GROUP SETUP\n[  ERROR   ] w\n", "ended with 1", (0, 1, 0)),
    ],
)
def test_what_a_c_test_printed_is_counted(output, ended, counts):
    result = load("run").count_cmocka("test", output, ended)
    assert (result.passed, result.failed, result.skipped) == counts


def test_a_missing_folder_of_accounts_fails_where_it_is_required(tmp_path, monkeypatch):
    run = load("run")
    monkeypatch.setenv("QUOTH_SHARED", str(tmp_path))
    monkeypatch.delenv("QUOTH_REQUIRE_SHARED", raising=False)
    assert run.check_shared().failed == 0
    monkeypatch.setenv("QUOTH_REQUIRE_SHARED", "1")
    assert run.check_shared().failed == 1
