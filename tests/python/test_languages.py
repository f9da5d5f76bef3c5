"""Who says what in German, French, Spanish, Italian, Dutch and Russian: passages as in news and in novels."""

import pytest

import quoth

# language, text, and for each marked stretch its kind and its speaker (None: nobody is named)
PASSAGES = [
    # German news
    ("de", "Otto Braun sagte am Montag: „Wir bauen die Brücke bis zum Herbst.“", [("speech", "Otto Braun")]),
    ("de", "In einem Interview sagte Clara Weiss: „Das Geld reicht nicht.“", [("speech", "Clara Weiss")]),
    ("de", "„Das Geld reicht nicht“, sagte Clara Weiss am Dienstag.", [("speech", "Clara Weiss")]),
    ("de", "„Die Lage ist ernst“, so Minister Paul Lindner.", [("speech", "Paul Lindner")]),
    ("de", "„Niemand wurde verletzt“, teilte die Polizei am Abend mit.", [("speech", "die Polizei")]),
    (
        "de",
        "„Die Straße bleibt gesperrt“, wie der Sprecher der Stadt mitteilte.",
        [("speech", "der Sprecher der Stadt")],
    ),
    ("de", "Laut Paul Lindner ist der Plan „ein Fehler für die ganze Region“.", [("fragment", "Paul Lindner")]),
    ("de", "Der Minister nannte den Vertrag „völlig unbrauchbar“.", [("fragment", "der Minister")]),
    ("de", "Den Vertrag nannte Clara Weiss „völlig unbrauchbar“.", [("fragment", "Clara Weiss")]),
    ("de", "Am Montag hatte Otto Braun in Kassel erklärt: „Wir kommen wieder.“", [("speech", "Otto Braun")]),
    ("de", "In dem Brief heißt es: „Wir danken allen Helfern.“", [("speech", "dem Brief")]),
    ("de", "Sie las den Roman „Der stille Hof“ in einer Nacht.", [("title", None)]),
    ("de", "Das sogenannte „Wasserhaus“ steht am Fluss.", [("term", None)]),
    # German novels
    ("de", "»Komm herein«, rief die Mutter.", [("speech", "die Mutter")]),
    ("de", "»Komm herein!«, flüsterte er. Anton lachte.", [("speech", "er")]),
    ("de", "Der Alte schüttelte den Kopf und brummte: »Das glaube ich nicht.«", [("speech", "der Alte")]),
    (
        "de",
        "Der Sprecher von Otto Braun wies den Vorwurf als „böswillig“ zurück.",
        [("fragment", "der Sprecher von Otto Braun")],
    ),
    ("de", "Otto Braun ging ans Fenster. »Es regnet«, sagte er.", [("speech", "Otto Braun")]),
    ("de", "„Wir müssen handeln“, habe Clara Weiss am Telefon gesagt.", [("speech", "Clara Weiss")]),
    ("de", "Merkwürdig sei, so Clara Weiss, „dass niemand davon wusste“.", [("fragment", "Clara Weiss")]),
    # French
    ("fr", "« Nous partirons demain », a déclaré Jeanne Morel lundi.", [("speech", "Jeanne Morel")]),
    ("fr", "Jeanne Morel a déclaré : « Nous partirons demain. »", [("speech", "Jeanne Morel")]),
    ("fr", "Selon Paul Girard, le projet est « trop cher pour la ville ».", [("fragment", "Paul Girard")]),
    ("fr", "« Le pont est fermé », indique la préfecture.", [("speech", "la préfecture")]),
    ("fr", "« C'est une erreur », estime le maire, Louis Petit.", [("speech", "Louis Petit")]),
    ("fr", "Paul Girard entra. « Où est-elle ? » demanda-t-il.", [("speech", "Paul Girard")]),
    ("fr", "Jeanne Morel sourit. « Je ne sais pas », a-t-elle répondu.", [("speech", "Jeanne Morel")]),
    ("fr", "« Taisez-vous ! » s'écria le capitaine.", [("speech", "le capitaine")]),
    ("fr", "« Rien n'est perdu », lui dit la vieille femme.", [("speech", "la vieille femme")]),
    ("fr", "Comme l'a dit Paul Girard : « Il faut attendre. »", [("speech", "Paul Girard")]),
    ("fr", "Elle chantait la chanson « Les Heures bleues ».", [("title", None)]),
    ("fr", "Le ministre a ajouté : « Personne ne sera oublié. »", [("speech", "le ministre")]),
    # Spanish
    ("es", "«No habrá más recortes», dijo Ana Torres este lunes.", [("speech", "Ana Torres")]),
    ("es", "Ana Torres dijo: «No habrá más recortes».", [("speech", "Ana Torres")]),
    ("es", "El lunes explicó el ministro: «La ley saldrá adelante».", [("speech", "el ministro")]),
    ("es", "Según Pedro Salas, el acuerdo es «un paso en la buena dirección».", [("fragment", "Pedro Salas")]),
    ("es", "“La carretera está cortada”, ha informado la policía.", [("speech", "la policía")]),
    ("es", "“Fue un error”, reconoció el alcalde de Lugo, Luis Rey.", [("speech", "Luis Rey")]),
    ("es", "Ana Torres habló con los vecinos. «Volveremos pronto», añadió.", [("speech", "Ana Torres")]),
    ("es", "“Estamos listos”, ha señalado Pedro Salas.", [("speech", "Pedro Salas")]),
    ("es", "“Nadie lo sabía”, le respondió la anciana.", [("speech", "la anciana")]),
    ("es", "El portavoz calificó la medida de “completamente inútil”.", [("fragment", "el portavoz")]),
    ("es", "Como dijo Pedro Salas: “Hay que esperar”.", [("speech", "Pedro Salas")]),
    ("es", "«¿Dónde está mi sombrero?», preguntó el viejo.", [("speech", "el viejo")]),
    ("es", "Leyó la novela «El patio de piedra».", [("title", None)]),
    ("es", "“Es pronto”, afirmó el presidente del Gobierno Luis Rey.", [("speech", "Luis Rey")]),
    ("es", "Ella cerró la puerta. «Vete», ordenó.", [("speech", "Ella")]),
    # Italian
    ("it", "«Non ci saranno altri tagli», ha detto Anna Ferri lunedì.", [("speech", "Anna Ferri")]),
    ("it", "Anna Ferri ha detto: «Non ci saranno altri tagli».", [("speech", "Anna Ferri")]),
    ("it", "Lunedì ha spiegato il ministro: «La legge passerà».", [("speech", "il ministro")]),
    ("it", "Secondo Paolo Riva, l'accordo è «un passo nella giusta direzione».", [("fragment", "Paolo Riva")]),
    ("it", "“La strada è chiusa”, informa la polizia.", [("speech", "la polizia")]),
    ("it", "“È stato un errore”, ammette il sindaco di Asti, Luigi Conti.", [("speech", "Luigi Conti")]),
    ("it", "Anna Ferri ha incontrato i cittadini. «Torneremo presto», ha aggiunto.", [("speech", "Anna Ferri")]),
    ("it", "“Siamo pronti”, spiega Paolo Riva.", [("speech", "Paolo Riva")]),
    ("it", "“Nessuno lo sapeva”, gli rispose la vecchia.", [("speech", "la vecchia")]),
    ("it", "Il portavoce ha definito la misura “del tutto inutile”.", [("fragment", "il portavoce")]),
    ("it", "Come disse Paolo Riva: “Bisogna aspettare”.", [("speech", "Paolo Riva")]),
    ("it", "«Dov'è il mio cappello?», chiese il vecchio.", [("speech", "il vecchio")]),
    ("it", "Ha letto il romanzo «Il cortile di pietra».", [("title", None)]),
    ("it", "“È presto”, afferma il presidente della Camera Luigi Conti.", [("speech", "Luigi Conti")]),
    ("it", "A detta di Paolo Riva, la proposta è “una buona base”.", [("fragment", "Paolo Riva")]),
    ("it", "Anna Ferri si alzò. «Andiamo», disse.", [("speech", "Anna Ferri")]),
    # Dutch
    ("nl", "„Wij bouwen de brug dit jaar”, zei Jan de Wit maandag.", [("speech", "Jan de Wit")]),
    ("nl", "Jan de Wit zei maandag: ‘Wij bouwen de brug dit jaar.’", [("speech", "Jan de Wit")]),
    ("nl", "In een interview zei Anna van der Laan: ‘Het geld is op.’", [("speech", "Anna van der Laan")]),
    ("nl", "‘Niemand raakte gewond’, aldus de politie.", [("speech", "de politie")]),
    ("nl", "Volgens Jan de Wit is het plan ‘te duur voor de stad’.", [("fragment", "Jan de Wit")]),
    ("nl", "‘De weg blijft dicht’, zoals de woordvoerder meldde.", [("speech", "de woordvoerder")]),
    ("nl", "De minister noemde het voorstel ‘volstrekt onhaalbaar’.", [("fragment", "de minister")]),
    ("nl", "‘Dat klopt’, voegde de burgemeester toe.", [("speech", "de burgemeester")]),
    ("nl", "“Kom binnen!” riep de oude vrouw.", [("speech", "de oude vrouw")]),
    ("nl", "“Waar is hij?” vroeg ze. Anna lachte.", [("speech", "ze")]),
    ("nl", "Gisteren heeft Jan de Wit gezegd: ‘Wij gaan door.’", [("speech", "Jan de Wit")]),
    ("nl", "Zij las de roman ‘Het stille huis’.", [("title", None)]),
    # Russian
    ("ru", "«Мост построят к осени», — сказал Иван Орлов в понедельник.", [("speech", "Иван Орлов")]),
    ("ru", "Иван Орлов сказал: «Мост построят к осени».", [("speech", "Иван Орлов")]),
    ("ru", "В понедельник министр заявил: «Закон будет принят».", [("speech", "министр")]),
    ("ru", "Как сообщила Анна Белова: «Дорога закрыта».", [("speech", "Анна Белова")]),
    ("ru", "По словам Анны Беловой, план «слишком дорог для города».", [("fragment", "Анны Беловой")]),
    ("ru", "«Никто не пострадал», — сообщила полиция.", [("speech", "полиция")]),
    ("ru", "«Это ошибка», — признал мэр города Пётр Лужин.", [("speech", "Пётр Лужин")]),
    ("ru", "Анна Белова встретилась с жителями. «Мы вернёмся», — добавила она.", [("speech", "Анна Белова")]),
    ("ru", "Иван Орлов вышел к прессе. «Мы готовы», — добавил он.", [("speech", "Иван Орлов")]),
    ("ru", "«Где моя шапка?» — спросил старик.", [("speech", "старик")]),
    ("ru", "Старик вздохнул и сказал: «Поздно».", [("speech", "старик")]),
    ("ru", "Представитель компании назвал решение «совершенно бесполезным».", [("fragment", "представитель компании")]),
    ("ru", "— Где она? — спросил старик.\n\n— Не знаю, — ответила Анна.", [("speech", "старик"), ("speech", "Анна")]),
    ("ru", "Она прочла роман «Каменный двор».", [("title", None)]),
]


def same(name, gold):
    """Whether a name is the right one: the words of one within those of the other, whatever their capitals."""
    mine, theirs = (name or "").casefold().split(), (gold or "").casefold().split()
    return mine == theirs or (bool(mine) and bool(theirs) and (set(mine) <= set(theirs) or set(theirs) <= set(mine)))


@pytest.mark.parametrize(
    ("lang", "text", "right"), PASSAGES, ids=lambda value: value[:40] if isinstance(value, str) else ""
)
def test_who_says_what(lang, text, right):
    rows = [row for row in quoth.quotations(text, lang=lang).to_dicts() if row["kind"] not in ("indirect", "mixed")]
    found = [(row["kind"], row["speaker"], row["speaker_as_written"]) for row in rows]
    assert [kind for kind, _, _ in found] == [kind for kind, _ in right], found
    for (_, name, written), (_, speaker) in zip(found, right, strict=True):
        assert same(name, speaker) or (name is None and same(written, speaker)), found


LATIN = """language\tla\tLatin
function\tet\tconjunction
function\tin\tpreposition
cue\tdixit\tspeech\t95
cue\trespondit\tspeech\t90
cue_phrase\tut ait\tspeech\t90
first_name\tmarcus\tm
first_name\tlivia\tf
role\tsenex\tmperson
pronoun\tille\t3sm-subject
work\tfabula\ttitle
"""


def test_a_language_needs_no_code(tmp_path):
    file = tmp_path / "la.tsv"
    text = "“Cras veniam”, dixit Marcus Varro in foro. Livia Drusa dixit: “Manebo.” “Sero est”, respondit senex. "
    text += "Fabula “Cistella” placuit."
    speakers = {}
    for traits in ("", "trait\tfree subject\ntrait\tno articles\n"):
        file.write_text(LATIN + traits, encoding="utf-8")
        rows = quoth.quotations(text, lang=quoth.read_language(file)).to_dicts()
        speakers[traits] = [(row["kind"], row["speaker"]) for row in rows]
    without, whole = speakers.values()
    assert without[:2] == whole[:2] == [("speech", "Marcus Varro"), ("speech", "Livia Drusa")]
    assert without[2][1] != "senex"
    assert whole[2:] == [("speech", "senex"), ("title", None)]
