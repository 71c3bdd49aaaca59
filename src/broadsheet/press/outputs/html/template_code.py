"""
What templates are compiled to: Python that reads attributes, calls and escapes directly.

Jinja's own code asks for each of these through a function of its own, because what it is given may be a
mapping, may want the context, may be undefined. Our views are plain objects, and a page does each some hundred
times: the questions were half of all printing. Whether something is there at all is still asked Jinja's way,
in `is defined`, `is undefined` and `default`.
"""

import re
from keyword import iskeyword
from typing import Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

_ASKING: Final = frozenset({"defined", "undefined", "default", "d"})

_needs_escape: Final = re.compile("[&<>\"']").search


def written(value: object) -> str:
    """A value as it stands in a page: markup as it is, all else as text."""
    if type(value) is Markup:
        return value
    if type(value) is str and not _needs_escape(value):
        return value
    return escape(value)


class PlainCode(CodeGenerator):
    """Writes the Python code of one template."""

    _asking = False

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  # Jinja's
        """Text and values that follow each other, given out together: each alone would pass through all blocks."""
        if frame.buffer is not None or frame.require_output_check or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        finalize = self._make_finalize()
        self.writeline('yield "".join((')
        self.indent()
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.writeline(f"{self._output_child_to_const(child, frame, finalize)!r},")
                continue
            self.newline(child)
            self._output_child_pre(child, frame, finalize)
            self.visit(child, frame)
            self._output_child_post(child, frame, finalize)
            self.write(",")
        self.outdent()
        self.writeline("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's
        """An attribute, by its name."""
        if self._asking or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  # Jinja's
        """A call of whatever is named, without asking whether it wants the context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802  # Jinja's
        """A test; whether something is defined is asked without failing where it is not."""
        before, self._asking = self._asking, self._asking or node.name in _ASKING
        super().visit_Test(node, frame)
        self._asking = before

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802  # Jinja's
        """A filter; a default may stand for what is not there."""
        before, self._asking = self._asking, self._asking or node.name in _ASKING
        super().visit_Filter(node, frame)
        self._asking = before

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)
