"""Ranks in articles' sentences → claims."""

from datetime import date

import pytest

from corpus.facts.rankings import find_in_text, newest_on


def told(text, day=date(2017, 12, 9)):
    return [(c.country, c.edition, c.rank, c.total) for c in find_in_text(text, day)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("China is ranked almost at the bottom, 176th out of 180 countries, in RSF’s World Press Freedom Index.",
         [("CHN", 2017, 176, 180)]),
        ("Mexico fell to 147th in RSF's 2016 press freedom index, while Norway came 3rd.",
         [("MEX", 2016, 147, None), ("NOR", 2016, 3, None)]),
        ("In the 2011-12 Press Freedom Index Japan was ranked 22nd.", [("JPN", 2012, 22, None)]),
        ("Cuba is ranked 171st in the 2020 World Press Freedom Index, down from 169th.", [("CUB", 2020, 171, None)]),
        ("Reporters Without Borders put Egypt at number 161 on its press freedom list.", [("EGY", 2017, 161, None)]),
        ("RSF's index had India at 151st of 180 in 2025, with a score of 32.96, and 159th of 180 in 2024.",
         [("IND", 2025, 151, 180), ("IND", 2024, 159, 180)]),
        ("In RSF's index Turkey fell from 102nd of 173 in 2008 to 154th place of 179 countries in 2013.",
         [("TUR", 2013, 154, 179)]),
        ("Egypt's place in the press freedom index was 166th of 179 in 2011-12, after the revolution of 2011.",
         [("EGY", 2012, 166, 179)]),
        ("Between 2019 and 2021 Cuba sank to 171st on RSF's list, says Reporters Without Borders.", []),
        ("Israel ranked 86th in the 2010 press freedom index, and Israel outside its territory 132nd.",
         [("ISR", 2010, 86, None)]),
        ("Turkey ranked 12th in the FIFA list.", []),
        ("Norway came 1st out of 180 in the Corruption Perceptions Index.", []),
        ("Egypt jailed a reporter for the 5th time.", []),
        ("In the 19th century China closed its press.", []),
    ],
)  # fmt: skip
def test_ranks_are_told_with_country_year_and_total(text, wanted):
    assert told(text) == wanted


def test_the_sentence_is_exact():
    text = "First this. Cuba is ranked 171st of 180 in the World Press Freedom Index. Then that."

    [claim] = find_in_text(text, date(2020, 6, 1))

    assert claim.words == text[claim.sentence.start : claim.sentence.end]
    assert claim.words == "Cuba is ranked 171st of 180 in the World Press Freedom Index."


def test_an_article_without_a_year_means_the_newest_edition_of_its_day():
    days = [date(2010, 6, 1), date(2011, 8, 1), date(2012, 3, 1), date(2020, 2, 1), date(2022, 5, 4)]

    assert [newest_on(day) for day in days] == [2009, 2010, 2012, 2019, 2022]


def test_without_a_day_or_a_year_the_edition_is_unknown():
    assert told("Cuba is ranked 171st in the World Press Freedom Index.", None) == [("CUB", None, 171, None)]
