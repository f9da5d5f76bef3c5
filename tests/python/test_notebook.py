"""The notebook runs from top to bottom, and what is stored in it is what it says today.

After a change that is meant to be seen: QUOTH_WRITE_NOTEBOOK=1 pytest tests/python/test_notebook.py stores it anew.
"""

import copy
import os
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook is run by nbclient, which is not installed")
nbclient = pytest.importorskip("nbclient", reason="the notebook is run by nbclient, which is not installed")
for needed in ("ipykernel", "matplotlib", "pandas"):
    pytest.importorskip(needed, reason=f"the notebook uses {needed}, which is not installed")

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "clinton_putin.ipynb"
KEPT = ("text/plain", "text/html", "image/png")
SIZE = 400_000

pytestmark = [
    pytest.mark.skipif(not NOTEBOOK.exists(), reason="the notebooks are not beside the tests"),
    # of the event loops of the libraries that talk to the kernel
    pytest.mark.filterwarnings("ignore"),
]


def tidy(notebook):
    """Leave out what differs from run to run: times, and the file names of errors."""
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.get("metadata", {}).clear()
            for kind in set(output.get("data", ())) - set(KEPT):
                del output.data[kind]
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def texts(notebook):
    """Give what each cell of code says in text."""
    return [
        [output.get("text") or output.get("data", {}).get("text/plain") for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.fixture(scope="module")
def stored():
    return nbformat.read(NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def executed(stored, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    client = nbclient.NotebookClient(
        copy.deepcopy(stored), timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    made = tidy(client.execute(env={**os.environ, "COLUMNS": "100", "TMPDIR": str(folder)}))
    if os.environ.get("QUOTH_WRITE_NOTEBOOK"):
        nbformat.write(made, NOTEBOOK)
        pytest.skip("the notebook was written anew")
    return made


def test_what_is_stored_is_what_it_says(stored, executed):
    assert texts(stored) == texts(executed)


def test_pictures_come_out_where_they_are_stored(stored, executed):
    for old, new in zip(stored.cells, executed.cells, strict=True):
        kinds = [[set(output.get("data", ())) for output in cell.get("outputs", ())] for cell in (old, new)]
        assert kinds[0] == kinds[1]


def test_the_notebook_is_small_and_valid(stored):
    nbformat.validate(stored)
    assert NOTEBOOK.stat().st_size < SIZE
    assert all(cell.execution_count for cell in stored.cells if cell.cell_type == "code")


def test_it_shows_what_it_is_for(stored):
    shown = "".join(
        output.get("data", {}).get("text/html", "") for cell in stored.cells for output in cell.get("outputs", ())
    )
    for word in ("Bill Clinton", "told by", "my people", "⚠", "<ins", "Apparatus", "my team", "may changed"):
        assert word in shown
