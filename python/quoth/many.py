"""Many sequences at once: matrices of distances, the pairs that are alike, and the nearest of each."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sized
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _core
from ._core import Matrix, Table
from .compare import Comparable, Measure, Unit
from .errors import InputError

if TYPE_CHECKING:
    from .text import Limits

Weights: TypeAlias = "Literal['idf'] | Mapping[Hashable, int] | None"
Dtype: TypeAlias = Literal["uint8", "uint16", "uint32", "float32"]

_Sequences: TypeAlias = tuple[bytes, bytes]
_ONE = 1_000_000_000
_SHARES = 8  # of a worker, so that none waits long for another
_LOOK = 0.05  # seconds between looks at signals


def _workers(workers: int) -> int:
    if workers < 1 and workers != -1:
        raise InputError(f"workers must be 1 or more, or -1 for all, not {workers}")
    return workers if workers > 0 else os.cpu_count() or 1


def _run(rows: int, workers: int, share: Callable[[int, int, array[int]], Any]) -> list[Any]:
    """Do shares of the rows, in threads where there are workers; what they give, in order.

    A failure or Ctrl-C stops all of them before it is raised.
    """
    cancel = array("i", [0])
    count = min(rows, workers * _SHARES) if workers > 1 else 1
    bounds = [(rows * i // count, rows * (i + 1) // count) for i in range(count)] if count else []
    if workers == 1 or count < 2:
        return [share(start, stop, cancel) for start, stop in bounds]
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(share, start, stop, cancel) for start, stop in bounds]
        try:
            while True:
                done, left = wait(futures, timeout=_LOOK, return_when=FIRST_EXCEPTION)
                results = [future.result() for future in futures if future in done]
                if not left:
                    return results
        finally:
            cancel[0] = 1
            for future in futures:
                future.cancel()


def _sequences(
    sets: list[Iterable[Comparable]], unit: Unit | None, weights: Weights, limits: Limits | None
) -> tuple[list[_Sequences], bytes | None]:
    """Make the ids of sets of passages, and the weights of the ids."""
    if weights is None:
        return _core.sequences(sets, unit=unit, limits=limits), None
    sets = [[p if isinstance(p, Sized) else list(p) for p in passages] for passages in sets]
    if weights == "idf":
        made = _core.sequences([[p for s in sets for p in s], *sets], unit=unit, dense=True, limits=limits)
        return made[1:], _core.idf(made[0], _count(made))
    if not isinstance(weights, Mapping):
        raise InputError(f'weights must be "idf" or a mapping from tokens to whole numbers, not {weights!r}')
    words = list(weights)
    text = any(isinstance(passage, (str, bytes)) for s in sets for passage in s)
    keys: list[Any] = words if text else [[word] for word in words]
    made = _core.sequences([*sets, keys], unit=unit, dense=True, limits=limits)
    of = array("I", [1]) * _count(made)
    ids, starts = memoryview(made[-1][0]).cast("I"), memoryview(made[-1][1]).cast("Q")
    for i, word in enumerate(words):
        if starts[i + 1] - starts[i] != 1:
            raise InputError(f"a weight is for one token, not for {word!r}")
        weight = weights[word]
        if not 0 <= weight <= 65535:
            raise InputError(f"the weight of {word!r} must be from 0 to 65535, not {weight}")
        of[ids[starts[i]]] = weight
    return made[:-1], bytes(of)


def _count(made: list[_Sequences]) -> int:
    """Count the ids."""
    return max((max(memoryview(ids).cast("I"), default=-1) for ids, _ in made), default=-1) + 1


def _rows(sequences: _Sequences) -> int:
    return len(sequences[1]) // 8 - 1


def cdist(
    queries: Iterable[Comparable],
    choices: Iterable[Comparable] | None = None,
    measure: Measure = "levenshtein",
    *,
    dtype: Dtype = "uint16",
    unit: Unit | None = None,
    bound: int | None = None,
    weights: Weights = None,
    workers: int = 1,
    limits: Limits | None = None,
) -> Matrix:
    """Measure how far each query is from each choice.

    Parameters
    ----------
    queries, choices : iterable of str, bytes, buffers of uint32 or iterables of hashables
        Passages; without choices the queries are held against themselves.
    measure : str, optional
        As for `distance`.
    dtype : {'uint8', 'uint16', 'uint32', 'float32'}, optional
        What a cell is: a distance, or as float32 the normalised similarity. It is an error where a distance may not
        fit.
    unit : {'word', 'token', 'character'}, optional
        Of texts, as for `distance`.
    bound : int, optional
        A greater distance is given as ``bound + 1``, a similarity as 0, sooner.
    weights : 'idf' or mapping, optional
        What tokens weigh in ``'dice'``, ``'jaccard'``, ``'containment'`` and ``'cosine'``: by how few passages have
        them, or whole numbers up to 65,535; others weigh 1.
    workers : int, optional
        Threads; -1 for as many as there are processors. The result is the same.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_depth``, ``max_work`` (of each thread's share).

    Returns
    -------
    Matrix
        A row a query, a column a choice; ``numpy.asarray`` reads it without a copy.

    Examples
    --------
    >>> import quoth
    >>> quoth.cdist(["I do not mind", "I do"], ["I do mind"]).tolist()
    [[1], [1]]
    >>> quoth.cdist([[1, 2, 3]], [[2, 3], []], "indel", dtype="float32")[0, 0]
    0.800000011920929
    """
    sets = [queries] if choices is None else [queries, choices]
    made, of = _sequences(sets, unit, weights, limits)
    a, b = made[0], made[-1]
    matrix = Matrix(_rows(a), _rows(b), dtype)

    def share(start: int, stop: int, cancel: array[int]) -> None:
        _core.cdist(
            matrix, a, b, measure, bound=bound, weights=of, start=start, stop=stop, cancel=cancel, limits=limits
        )

    _run(_rows(a), _workers(workers), share)
    return matrix


def pairs(
    passages: Iterable[Comparable],
    measure: Measure = "levenshtein",
    *,
    at_least: float,
    unit: Unit | None = None,
    weights: Weights = None,
    workers: int = 1,
    limits: Limits | None = None,
) -> Table:
    """Find all pairs of passages that are alike, exactly, without a matrix.

    Parameters
    ----------
    passages : iterable of str, bytes, buffers of uint32 or iterables of hashables
        The passages; a pair is named by their numbers.
    measure, unit, weights, workers, limits
        As for `cdist`.
    at_least : float
        The least normalised similarity, from 0 to 1.

    Returns
    -------
    Table
        ``a``, ``b`` (the passages, a before b) and ``similarity``, in the order of a and b.

    Examples
    --------
    >>> import quoth
    >>> found = quoth.pairs(["I do not mind that", "No.", "I do mind that"], at_least=0.7)
    >>> found.row(0)
    {'a': 0, 'b': 2, 'similarity': 0.8}
    """
    if not 0 <= at_least <= 1:
        raise InputError(f"at_least must be from 0 to 1, not {at_least}")
    least = int(Fraction(at_least).limit_denominator(1_000_000) * _ONE)  # 2 / 3 and 0.7 are what they look like
    made, of = _sequences([passages], unit, weights, limits)
    join = _core.join(made[0], least, measure, weights=of, limits=limits)

    def share(start: int, stop: int, cancel: array[int]) -> Table:
        return _core.join_pairs(join, start=start, stop=stop, cancel=cancel, limits=limits)

    found = _run(_rows(made[0]), _workers(workers), share)
    return found[0] if len(found) == 1 else _core.merge(found)


def nearest(
    queries: Iterable[Comparable],
    passages: Iterable[Comparable],
    measure: Measure = "levenshtein",
    *,
    k: int = 10,
    unit: Unit | None = None,
    weights: Weights = None,
    workers: int = 1,
    limits: Limits | None = None,
) -> Table:
    """Find the passages that are most like each query.

    Parameters
    ----------
    queries, passages : iterable of str, bytes, buffers of uint32 or iterables of hashables
        What is looked for, and where.
    k : int, optional
        How many passages for each query; fewer where there are fewer.
    measure, unit, weights, workers, limits
        As for `cdist`.

    Returns
    -------
    Table
        ``query``, ``passage`` and ``similarity`` (normalised): query by query, the best first, and of two that are as
        like the one that stands first.

    Examples
    --------
    >>> import quoth
    >>> quoth.nearest(["I do mind"], ["No.", "I do not mind", "You do mind"], k=2).list("passage")
    [1, 2]
    """
    made, of = _sequences([queries, passages], unit, weights, limits)
    a, b = made

    def share(start: int, stop: int, cancel: array[int]) -> Table:
        return _core.nearest(a, b, k, measure, weights=of, start=start, stop=stop, cancel=cancel, limits=limits)

    found = _run(_rows(a), _workers(workers), share)
    return found[0] if len(found) == 1 else _core.merge(found or [share(0, 0, array("i", [0]))])
