"""Texts of one thing over and over take no time to speak of: what no work counter sees, such as a run looked at again
from each of its characters, shows in the processor's time."""

import time

import pytest

import quoth

SIGNS = [*"-.—–:>*#_\t(),;!?'’\"“”«»„‚[]…/\\|@&0aÉя中"]
WORDS = [
    "- ",
    "-- ",
    "— ",
    "> ",
    "Q: ",
    "**A:** ",
    "A B: ",
    "Mr. ",
    "the ",
    "de la ",
    "said ",
    "dit ",
    "he ",
    "\n",
    "\n- ",
    "\n> ",
]
BEFORE = ["", "Il vint.\n— A ? ", "“", "He said: "]
BYTES = 200_000
SECONDS = 2.0  # of the processor; some hundredths are usual


@pytest.mark.parametrize("lang", ["en", "fr", "de"])
@pytest.mark.parametrize("unit", SIGNS + WORDS)
def test_one_thing_over_and_over(unit, lang):
    for before in BEFORE:
        text = before + unit * (BYTES // len(unit.encode()))
        begun = time.process_time()
        quoth.quotations(text, lang=lang)
        assert time.process_time() - begun < SECONDS, before
