"""What an article is about, by what stands over it. Pure."""

from corpus.countries import find_countries
from corpus.types import Article


def countries_of(article: Article) -> tuple[str, ...]:
    """Tell the countries that an article is about: those its title names, or its fields."""
    named = find_countries(f"{article.title}\n{article.field('country')}")
    codes = [mention.code for mention in named]
    if article.field("state").endswith(")") and "(" in article.field("state"):
        codes.append("USA")  # the Press Freedom Tracker's "Ohio (OH)"
    return tuple(dict.fromkeys(codes))
