"""The examples in the docstrings run, and every public function and class has a docstring."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import quoth

MODULES = [module.name for module in pkgutil.iter_modules(quoth.__path__, "quoth.") if module.name != "quoth.__main__"]


@pytest.mark.parametrize("name", ["quoth", *MODULES])
def test_examples_run(name):
    module = importlib.import_module(name)
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [test for test in finder.find(module, name) if test.examples]
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    output = []
    for test in tests:
        runner.run(test, out=output.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(output)


def test_the_core_has_examples_that_run():
    results = doctest.testmod(quoth._core)
    assert results.attempted > 10
    assert results.failed == 0


@pytest.mark.parametrize("name", quoth.__all__)
def test_everything_public_has_a_docstring(name):
    thing = getattr(quoth, name)
    assert inspect.getdoc(thing), name
    if inspect.isclass(thing) and thing.__module__.startswith("quoth.") and not issubclass(thing, dict):
        for member, value in vars(thing).items():
            if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                assert inspect.getdoc(value), f"{name}.{member}"


def test_functions_that_take_arguments_say_what_they_take_and_give():
    for name in quoth.__all__:
        thing = getattr(quoth, name)
        if inspect.isfunction(thing) and len(inspect.signature(thing).parameters) > 2:
            doc = inspect.getdoc(thing)
            assert "Parameters\n----------" in doc, name
            assert "Returns\n-------" in doc, name
            assert "Examples\n--------" in doc, name
