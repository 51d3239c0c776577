"""Jinja compiled to plain Python: `{{ model.id }}` becomes `model.id`, a macro becomes a function.

Jinja finds out at run time whether `a.b` means an attribute or an item, whether `f()` wants to know the context, and
which arguments a macro was given. Our templates are ours: a dot is an attribute, brackets are an item, nothing asks for
the context, and macros are called with all their arguments in order. So these are written as Python has them, which
halves the time of a page, and a name that does not exist fails at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Const, Slice
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from jinja2 import nodes
    from jinja2.compiler import Frame, MacroRef

# The names of the methods are Jinja's.
# ruff: noqa: N802


def escaped(value: Any) -> str:
    """`value` as HTML. What markupsafe.escape does, without making a new object of most values."""
    if type(value) is Markup:
        return value
    if type(value) is str:
        return _escape_inner(value)
    return escape(value)


class PlainPython(CodeGenerator):
    """Writes attributes, items, calls and macros as Python does."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`value.name`."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """`value[key]`."""
        if isinstance(node.arg, Slice):
            super().visit_Getitem(node, frame)
            return
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: ARG002
        """`function(value, name=value)`."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:
        """`a if b else c`; without an else, nothing."""
        node.expr2 = node.expr2 or Const("")
        super().visit_CondExpr(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002
        """The function itself, not an object around it."""
        self.write("macro")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: ARG002
        """What a macro returns is HTML."""
        self.writeline(f"return Markup(concat({frame.buffer}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write("environment.escaped(")


class PlainEnvironment(Environment):
    """An environment that always escapes and whose templates become plain Python."""

    code_generator_class = PlainPython
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template may use, as one dict: Jinja's chain of two is slow to copy at every page."""
        return {**self.globals, **(d or {})}
