"""What tests of the package share: the demonstration corpus, and the accounts with right answers beside the tree."""

import os
import signal
from pathlib import Path

import pytest

import quoth

TREE = Path(__file__).resolve().parents[2]

# A shell that runs the tests in the background has Ctrl-C ignored; the tests of Ctrl-C are about its being heard.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def demo():
    return quoth.demo()


@pytest.fixture(scope="session")
def shared():
    """The folder with the accounts, their right answers and the scorers; skipped where it is not there."""
    folder = Path(os.environ.get("QUOTH_SHARED", TREE.parent / "shared"))
    if not (folder / "accounts" / "accounts.gold.jsonl").is_file():
        if os.environ.get("QUOTH_REQUIRE_SHARED", "0") not in ("", "0"):
            pytest.fail(f"{folder} does not hold the accounts with right answers, and QUOTH_REQUIRE_SHARED is set")
        pytest.skip(f"the accounts with right answers are not at {folder}")
    return folder
