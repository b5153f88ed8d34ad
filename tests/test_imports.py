"""The house's order: who may import whom, and nothing slow before it is used."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {"corpus": {"corpus"}, "embeddings": {"embeddings", "corpus"}, "bot": {"bot", "embeddings", "corpus"}}
SLOW = {
    "faiss",
    "matplotlib",
    "nncf",
    "openvino",
    "sentence_transformers",
    "tantivy",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
}
OF_TORCH = "embeddings.question_tower"
"""Made of torch's own classes, and so not to be loaded before it is used either."""
FILES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(tree: ast.AST, *, when_loaded: bool = False) -> Iterator[str]:
    """Names of the modules that a file imports, or only those that are imported as it is loaded."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else node.module or ""
        elif not (when_loaded and (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _is_for_types(node))):
            yield from imported(node, when_loaded=when_loaded)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def tops(names: Iterator[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def test_the_files_are_there():
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(MAY_IMPORT)
    assert len(FILES) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_from_bot_to_embeddings_to_corpus_alone(path):
    package = path.relative_to(ROOT).parts[0]

    assert tops(imported(parsed(path))) & {*MAY_IMPORT, "tests", ""} <= MAY_IMPORT[package]


def test_the_corpus_s_types_import_nothing_of_ours():
    assert not tops(imported(parsed(ROOT / "corpus" / "types.py"))) & set(MAY_IMPORT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_slow_libraries_are_imported_where_they_are_used(path):
    names = set(imported(parsed(path), when_loaded=True))

    assert OF_TORCH not in names
    assert not tops(iter(names)) & SLOW - ({"torch"} if _module(path) == OF_TORCH else set())


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_the_check_sees_imports_of_every_shape():
    source = (
        "import a.b\nfrom c import d\nif TYPE_CHECKING:\n    import t\ntry:\n    import e\nexcept: pass\n"
        "def f():\n    import g\nclass H:\n    import i"
    )

    assert tops(imported(ast.parse(source))) == {"a", "c", "t", "e", "g", "i"}
    assert tops(imported(ast.parse(source), when_loaded=True)) == {"a", "c", "e", "i"}


def test_loading_the_two_lower_packages_loads_nothing_slow():
    """Other people's modules could drag them in as well."""
    names = ", ".join(_module(p) for p in FILES if p.parts[len(ROOT.parts)] != "bot" and _module(p) != OF_TORCH)
    source = f"import sys, {names}\nprint(*({SLOW!r} & set(sys.modules)))"

    assert (
        run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == ""
    )
