"""Page or text → Article, with its furniture and its evasion spellings found."""

from rawi.clean.article import article_from_text
from rawi.clean.credits import find_credits
from rawi.clean.furniture import find_furniture
from rawi.clean.page import article_from_html
from rawi.clean.refusal import CleanError
from rawi.clean.spelling import repair_spelling

__all__ = ["CleanError", "article_from_html", "article_from_text", "find_credits", "find_furniture", "repair_spelling"]
