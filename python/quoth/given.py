"""What is known of a text beforehand: who is mentioned where, and who says what. It is believed before what is found.

    mentions   (start, end, name, gender, sort)        one name, one person: a coreference is a name for every mention
    speakers   (start, end, speaker, addressee)
    spaCy Doc ─► from_spacy ─► mentions                no import of spaCy: any object with such attributes will do

Places are code points of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from .errors import InputError

MOST_WORDS = 8
"""A mention of more words is a clause; it is left to what is found."""


class Mention(NamedTuple):
    """Words of a text that name somebody.

    Of two that overlap the longer holds.

    Attributes
    ----------
    start, end : int
        Code points; the end is exclusive.
    name : str, optional
        Who is meant; mentions of one name are of one person, also "he". None: the words say it themselves.
    gender : str, optional
        "m" or "f".
    sort : str, optional
        "person", or "body" for a ministry, a firm and the like.
    """

    start: int
    end: int
    name: str | None = None
    gender: str | None = None
    sort: str | None = None


class Said(NamedTuple):
    """Who says a quotation.

    It holds for the quotations within the place, but for those inside them; where there is none, for the innermost one
    around it.

    Attributes
    ----------
    start, end : int
        Code points; the end is exclusive.
    speaker : str, optional
        None: nobody is known.
    addressee : str, optional
        None: as it is found.
    """

    start: int
    end: int
    speaker: str | None = None
    addressee: str | None = None


Mentions: TypeAlias = Iterable[Sequence[Any]]
Speakers: TypeAlias = Iterable[Sequence[Any]]
Known: TypeAlias = Mapping[str, Iterable[Sequence[Any]]] | Iterable[Any] | None
"""What is known of several texts: by id, or one for each."""


def _tuples(given: Any, kind: type[Mention] | type[Said], what: str) -> tuple[Any, ...]:
    """Make tuples of the kind, or say what is wrong."""
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise TypeError(f"{what} are tuples of start, end and so on, not {type(given).__name__}")
    made = []
    for index, one in enumerate(given):
        if isinstance(one, (str, bytes)) or not isinstance(one, Iterable):
            raise TypeError(f"{what}: number {index} is no tuple of start, end and so on")
        values = tuple(one)
        if not 2 <= len(values) <= len(kind._fields):
            raise TypeError(f"{what}: number {index} must be a tuple of {', '.join(kind._fields)}")
        made.append(kind(*values))
    return tuple(made)


def mentions_of(given: Any) -> tuple[Mention, ...]:
    """Make mentions of tuples."""
    return () if given is None else _tuples(given, Mention, "mentions")


def said_of(given: Any) -> tuple[Said, ...]:
    """Make speakers of tuples."""
    return () if given is None else _tuples(given, Said, "speakers")


def spread(given: Known, ids: Sequence[str], what: str) -> list[Any]:
    """Give what is known of each text, by its id or its place."""
    if given is None:
        return [None] * len(ids)
    if isinstance(given, Mapping):
        if unknown := sorted(set(given) - set(ids)):
            raise InputError(f"{what} for {unknown[0]!r}: there is no such text")
        return [given.get(id_) for id_ in ids]
    rows = list(given)
    if len(rows) != len(ids):
        raise InputError(f"{what} for {len(rows)} of {len(ids)} texts: give a list for each, or a mapping by id")
    return rows


# ------------------------------------------------------------------------------------------------------------- spaCy

_SORTS = {"PERSON": "person", "PER": "person", "ORG": "body"}


class _Span(NamedTuple):
    start: int
    end: int
    text: str
    root: int | None = None
    """Where its head word begins, if a parser said so."""


def _span(text: str, given: Any) -> _Span:
    """Make a span of one of spaCy, or of a pair of code points."""
    if hasattr(given, "start_char"):
        start, end = given.start_char, given.end_char
    else:
        start, end = given
    return _Span(int(start), int(end), text[start:end], getattr(getattr(given, "root", None), "idx", None))


def _clusters(doc: Any) -> Iterator[list[_Span]]:
    """Give the clusters of a coreference: those of ``doc.spans``, and ``doc._.coref_clusters`` of either kind."""
    spans = getattr(doc, "spans", None) or {}
    found = [spans[key] for key in spans if str(key).startswith("coref_clusters")]
    found += getattr(getattr(doc, "_", None), "coref_clusters", None) or []
    for cluster in found:
        yield [_span(doc.text, one) for one in getattr(cluster, "mentions", cluster)]


def _bare(text: str) -> str:
    """Leave a possessive ending out."""
    for ending in ("'s", "’s", "'", "’"):
        text = text.removesuffix(ending)
    return text.strip()


def _is_named(mention: _Span, entity: _Span) -> bool:
    """Tell whether a mention is a name of an entity: its head word lies in it; else by the words before and behind.

    "President Pavel Sokol, the host" is one of Pavel Sokol, "Sokol's adviser" and "the house of Sokol" are none.
    """
    if not mention.start <= entity.start < mention.end:
        return False
    if mention.root is not None:
        return entity.start <= mention.root < entity.end
    before = mention.text[: entity.start - mention.start].rstrip()
    behind = mention.text[entity.end - mention.start :].strip()
    titled = all(word[:1].isupper() for word in before.split()[1:]) and "," not in before
    return (titled or before.endswith(",")) and (not _bare(behind) or behind.startswith(","))


def _name_of(cluster: Sequence[_Span], entities: Sequence[_Span]) -> str | None:
    """Give the fullest name of a cluster: of an entity, else of its longest mention that is no mere pronoun."""
    names = [_bare(entity.text) for entity in entities]
    if not names:
        names = [one.text for one in cluster if " " in one.text or (one.text[:1].isupper() and one.start)]
    if not names:
        return None
    return max(names, key=lambda name: (len(name.split()), len(name)))


def _of_cluster(cluster: list[_Span], entities: Mapping[_Span, str], most: int) -> Iterator[Mention]:
    short = [one for one in cluster if one.text.strip() and len(one.text.split()) <= most]
    every = [entity for one in cluster for entity in entities if _is_named(one, entity)]
    name = _name_of(short, every)
    if name is None:
        return
    sort = next((entities[entity] for entity in every if _bare(entity.text) == name), None)
    for one in short:
        yield Mention(one.start, one.end, name, None, sort)
    for entity in every:
        yield Mention(entity.start, entity.end, name, None, sort)


def from_spacy(doc: Any) -> list[Mention]:
    """Take the people and bodies of a spaCy ``Doc``, with its coreference where it has one.

    Of the entities those labelled PERSON, PER and ORG are taken. Clusters are those of ``doc.spans`` whose key begins
    with ``coref_clusters``, and ``doc._.coref_clusters``: spans, objects with ``mentions``, or pairs of places. A
    cluster is named by the fullest entity that one of its mentions is. spaCy itself is not needed: any object will do
    that has ``text``, ``ents`` and, if there are any, ``spans`` or ``_``.

    Parameters
    ----------
    doc : spacy.tokens.Doc

    Returns
    -------
    list of Mention
        In order of start, for ``mentions=`` of `quoth.quotations` and `quoth.corpus`.

    Examples
    --------
    >>> import quoth
    >>> from types import SimpleNamespace as Thing
    >>> text = "“It is late,” she said. Mary Brown rose."
    >>> ent = Thing(start_char=24, end_char=34, label_="PERSON")
    >>> doc = Thing(text=text, ents=[ent], spans={"coref_clusters_1": [Thing(start_char=14, end_char=17), ent]})
    >>> mentions = quoth.from_spacy(doc)
    >>> mentions[0].name
    'Mary Brown'
    >>> quoth.quotations(doc.text, mentions=mentions)[0].speaker
    'Mary Brown'
    """
    entities = {_span(doc.text, one): _SORTS[one.label_] for one in doc.ents if one.label_ in _SORTS}
    found: dict[tuple[int, int], Mention] = {}
    for cluster in _clusters(doc):
        for mention in _of_cluster(cluster, entities, MOST_WORDS):
            found.setdefault((mention.start, mention.end), mention)
    for entity, sort in entities.items():
        found.setdefault((entity.start, entity.end), Mention(entity.start, entity.end, None, None, sort))
    return [found[place] for place in sorted(found)]
