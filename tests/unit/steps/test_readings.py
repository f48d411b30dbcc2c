"""Which sentence reads a text, which texts are no sentence, and how variants are rendered."""

from collections.abc import Callable

import pytest

from unseen.model import Act, Fact, PolicyError, Thing
from unseen.promises import NeverLearns
from unseen.vocabulary import Vocabulary

LINES = """
given Cho has posted the "knots tutorial" video
given Pia has posted the "ramen" video
given 200 people have viewed the "knots tutorial" video
given 80 people have saved the "knots tutorial" video
given 10000 people have viewed the "prank" video
when 1 day passes
then the "knots tutorial" video is recommended more than the "prank" video
then Cho cannot see how many people saved the "knots tutorial" video
given Ana does not know Pia
given Ana has saved 20 videos about cooking
then the "ramen" video is recommended more to Ana than before
then Pia never learns that Ana saved 20 videos about cooking
given Ben is a friend of Ana
when Ben looks at why this video
given 30 people have liked the "debate" video
when Cho looks at creator analytics
then Cho is shown 120 views for the "debate" video
then Cho is shown 30 likes for the "debate" video
then everything Cho receives matches its schema
when Cho blocks Ana
then every surface looks the same to Cho as if Ana had not saved the "debate" video
given Cho has set comment filter to "spoiler"
when Ana comments on the "debate" video with "what a spoiler"
then Cho can see the comment on filtered comments
then Dev cannot see the comment on the "debate" video
given the platform reports on no group smaller than 1000
when AdCo looks at the ads manager
when Ana saves the "dance" video
then creator analytics looks the same to Cho as if Ana had not saved the "dance" video
when Cho asks to reach people who saved the "dance" video
then the platform refuses because saving history is not a targeting choice
then Cho is not notified of anything
when Ana likes the "recipe" video
when Ana comments on the "recipe" video
when Ana shares the "recipe" video
then Cho is notified that Ana likes the "recipe" video
then Cho is notified that Ana comments on the "recipe" video
then Cho is notified that Ana shares the "recipe" video
then Cho can tell only that Ana liked the "recipe" video
given Ana follows Cho
given Ana is a friend of Cho
given Ana does not know Cho
when Ana unsaves the "recipe" video
then every surface looks the same to Cho as if Ana had never saved the "recipe" video
when a logged-out visitor looks at the privacy policy
when a logged-out visitor looks at the recommendation guide
then the privacy policy tells a logged-out visitor "Creators are never told who saved their videos"
then the recommendation guide tells a logged-out visitor "Saves count, with medium weight"
then Ana's saves are not used for ads
given Ana has set use of my saves to off
when Ana saves 20 videos about cooking
then Ana's saves are not used for ranking
then videos about cooking are recommended as much to Ana as before
then Ana can see 20 videos on her saved collection
then Cho never learns that Ana set use of my saves to off
given Ana has a private account
when Ana reposts the "recipe" video
then Dev never learns that Ana saves the "recipe" video
then Dev never learns that Ana reposts the "recipe" video
given Ana has set liked-list visibility to everyone
when Ana sets account privacy to private
then Dev cannot see that Ana liked the "dance" video on Ana's profile
given Bo is 14 years old
given Bo has changed no settings
then account privacy is private for Bo
given the platform offers "save report for creators"
given Ana has set saved-video visibility to only me
given SaveSpy is an outside tool that promises to show who saved a video
when SaveSpy asks the platform for who saved the "recipe" video by scraping
then the platform refuses because collecting data without permission is forbidden
then nothing SaveSpy receives identifies Ana
given Cho has granted StatApp permission to read my profile
given Cho has granted StatApp permission to copy my activity
when StatApp asks the platform for who saved the "recipe" video
then the platform refuses because no permission covers it
given SaveSpy is an outside tool that claims 900 people saved the "recipe" video
given 3 people have saved the "recipe" video
then creator analytics looks the same to Cho as if 900 people had saved the "recipe" video
given Cho has posted the "with" video with tutorial
given Cho has posted the "with" video with text overlay
given Cho has posted the "with" video with length of 20 seconds
when 30 days pass
then the "with" video is recommended more than the "without" video
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_lines_of_a_policy_have_one_reading(vocabulary: Vocabulary, line: str) -> None:
    """Each line is read by exactly one sentence of its keyword."""
    keyword, _, text = line.partition(" ")

    assert len(vocabulary.readings(keyword, text)) == 1


NO_SENTENCE = [
    ("given", "Ana blocked Cho"),
    ("given", 'Ana saves the "recipe" video'),
    ("given", '0 people have saved the "recipe" video'),
    ("given", 'the platform has saved the "recipe" video'),
    ("given", "Ana has set account privacy to off"),
    ("given", "Ana has set comment filter to off"),
    ("given", 'Ana has set account privacy of the "plans" collection to private'),
    ("given", 'the platform offers "save counter"'),
    ("given", "Cho has granted StatApp permission to read minds"),
    ("given", "Ana has befriended Cho"),
    ("when", "Ana is a friend of Cho"),
    ("when", 'everyone saves the "recipe" video'),
    ("when", 'Ana moves the "recipe" video'),
    ("when", 'Ana visits the "recipe" video'),
    ("when", "Cho looks at the moon"),
    ("when", "SaveSpy asks the platform for who saved 20 videos about cooking"),
    ("when", 'SaveSpy asks the platform for who saved the "recipe" video in the "plans" collection'),
    ("when", 'Cho asks to reach people who saved the "recipe" video in the "plans" collection'),
    ("when", "SaveSpy asks the platform for whether Ana saved 20 videos"),
    ("then", 'Cho never learns how many people saves the "recipe" video'),
    ("then", 'Cho never learns that 0 people saved the "recipe" video'),
    ("then", 'Cho never learns that 80 people saves the "recipe" video'),
    ("then", 'Cho is notified who saved the "recipe" video'),
    ("then", 'creator analytics looks the same to Cho as if nobody had not saved the "recipe" video'),
    ("then", 'creator analytics looks the same to Cho as if Ana had ever saved the "recipe" video'),
    ("then", 'creator analytics looks the same to Cho as if anybody had saved the "recipe" video'),
    ("then", 'creator analytics looks the same to Cho as if 0 people had saved the "recipe" video'),
    ("then", "account privacy is off for Bo"),
    ("then", "Ana's location is not used for ads"),
    ("then", 'the moon tells Ana "x"'),
    ("then", 'the "recipe" video is recommended as much than before'),
    ("then", "the platform refuses because it is Monday"),
    ("then", "Everyone can see views"),
]


@pytest.mark.parametrize(("keyword", "text"), NO_SENTENCE)
def test_texts_without_a_reading(vocabulary: Vocabulary, keyword: str, text: str) -> None:
    """What the vocabulary does not know, or what makes no sense, is no sentence."""
    with pytest.raises(PolicyError, match="no sentence of"):
        vocabulary.match(keyword, text)


@pytest.mark.parametrize(
    ("keyword", "text", "number"),
    [
        ("given", "Ana follows Cho", "G3"),
        ("when", "Ana follows Cho", "A1"),
        ("given", "Cho has blocked Ana", "G3"),
        ("when", "Dev reports the video", "A1"),
        ("then", 'Cho is shown 30 likes for the "recipe" video', "T8"),
        ("then", "Ana's saves are not used for ads", "T12"),
    ],
)
def test_names_come_first(vocabulary: Vocabulary, keyword: str, text: str, number: str) -> None:
    """Where wording could be taken two ways, names decide, and ties after Given are ties."""
    (step,) = vocabulary.readings(keyword, text)

    assert step.sentence.id == number


@pytest.mark.parametrize(
    "title",
    [
        "is notified of anything",
        "recipe video on creator analytics",
        "x by scraping",
        "Cho never learns that Ana saved the video",
        "in the plans collection",
    ],
)
def test_quotes_are_never_grammar(hear: Callable[[str, str], object], title: str) -> None:
    """A title may be any sentence whatever: it stays a title."""
    saved = Fact("that", Act("Ana", "save", Thing("video", title)))
    text = f'Cho never learns that Ana saved the "{title}" video'

    assert hear("then", text) == NeverLearns("Cho", saved)


def test_what_shows_something(vocabulary: Vocabulary) -> None:
    """Only sentences that need something to be there count as a positive control."""
    shows = {sentence.id for sentence in vocabulary.sentences if sentence.shows}
    silent = {s.expression for s in vocabulary.sentences if s.id in shows and not s.shows}

    assert shows == {"T2", "T4", "T5", "T8", "T9", "T11", "T12", "T13b", "T14", "T15", "T16"}
    assert silent == {
        "{video} is recommended {parity}",
        "videos about {topic} are recommended {parity}",
        "{records} are not used for {purpose}",
        "the {document} does not tell {party} {statement}",
        "the terms do/does not tell {party} {statement}",
    }


@pytest.mark.parametrize(
    ("keyword", "text", "canonical"),
    [
        ("when", "2 weeks pass", "14 days pass"),
        ("given", "Ana has followed Cho", "Ana follows Cho"),
        ("given", "80,000 people have followed Cho", "80000 people have followed Cho"),
        (
            "then",
            "Cho never learns that Ana follows Ben",
            "Cho never learns that Ana followed Ben",
        ),
        (
            "then",
            'Cho never learns how many people save the "recipe" video',
            'Cho never learns how many people saved the "recipe" video',
        ),
        ("when", "Ana looks at her own saved collection", "Ana looks at their saved collection"),
        (
            "when",
            'Ana saves the "x" video to his "y" collection',
            'Ana saves the "x" video in the "y" collection',
        ),
        ("then", "downloads is off for Bo", "downloads are off for Bo"),
        (
            "given",
            'Cho has posted the "x" video with insight',
            'Cho has posted the "x" video with an insight',
        ),
    ],
)
def test_variants_have_one_canonical_form(
    vocabulary: Vocabulary, keyword: str, text: str, canonical: str
) -> None:
    """Natural variants of a sentence are rendered alike: facts in the past tense."""
    assert vocabulary.render(vocabulary.match(keyword, text)) == canonical
