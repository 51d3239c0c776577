"""What is wrong with an article, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..loading.problem import Problem

if TYPE_CHECKING:
    from ..domain.article import Article


class ProseError(Exception):
    """An article names something that does not exist. Line and column count from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message

    def in_file(self, article: Article) -> Problem:
        """The same as a problem of the article's file."""
        return Problem(article.file, self.line, self.column, "", self.message)
