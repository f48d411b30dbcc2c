"""What traceability reads: provisions, the fields of schemas, reviews; what parts of a record are called."""

import hashlib
import json
from pathlib import Path

import pytest

from unseen.beside import read_beside
from unseen.home import HOME
from unseen.model import PolicyError, Verdict
from unseen.oracles.annotations import read
from unseen.policy import load_clauses
from unseen.record import Clause, Header, RecordWriter, Result, Step, digest, identifier
from unseen.regulation import regulations, spelled
from unseen.reviewed import load_reviewed, write_reviewed
from unseen.sheets import read_sheets


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("gdpr-25-2", "GDPR 25(2)"),
        ("gdpr-5-1a", "GDPR 5(1a)"),
        ("nist-ct-dp-p1", "NIST Privacy Framework, CT dp(p1)"),
        ("NOT-5", "NOT-5"),
    ],
)
def test_provisions(tag: str, said: str) -> None:
    """A tag for a provision is spelled out, any other tag is left alone."""
    assert spelled(tag) == said
    assert regulations(["NOT-5", tag]) == (() if tag == "NOT-5" else (tag,))


class TestSheets:
    def test_packaged(self) -> None:
        """The fields and categories are those that the oracle reads, for every payload."""
        _, trees = read(HOME / "schemas")
        sheets = {sheet.schema: sheet for sheet in read_sheets(HOME / "schemas")}

        assert sheets.keys() == trees.keys()
        for name, tree in trees.items():
            leaves = {(path, leaf.category) for path, leaf in tree.leaves()}
            assert set(sheets[name].fields) == leaves

    def test_bare_field(self, tmp_path: Path) -> None:
        """A field that says nothing is listed with no category; files that are no schemas are left out."""
        (tmp_path / "a.json").write_text(
            json.dumps(
                {
                    "surface": "push",
                    "type": "object",
                    "properties": {
                        "x/y": {"type": "string"},
                        "list": {"type": "array", "items": {"$ref": "b.json#/$defs/n~1m"}},
                        "lost": {"$ref": "#/$defs/gone"},
                        "self": {"$ref": "#"},
                        "odd": True,
                    },
                }
            )
        )
        (tmp_path / "b.json").write_text('{"$defs": {"n/m": {"type": "string", "dataCategory": "p.name"}}}')
        (tmp_path / "c.json").write_text("{")
        (tmp_path / "d.json").write_text("[]")
        (tmp_path / "e.json").write_text('{"type": "object"}')
        sheets = read_sheets(tmp_path)

        assert [(sheet.schema, sheet.surface) for sheet in sheets] == [("a", "push")]
        assert [field for field in sheets[0].fields if not field[0].startswith("/self")] == [
            ("/x~1y", ""),
            ("/list/*", "p.name"),
        ]


class TestReviews:
    def test_written(self, tmp_path: Path) -> None:
        """What is written is read, in the order of the policy, without clauses that are gone."""
        path = tmp_path / "reviewed.toml"
        write_reviewed(path, {"B-1": "2", "A-1": "1", "gone": "3"}, ["A-1", "B-1", "C-1"])

        assert list(load_reviewed(path).items()) == [("A-1", "1"), ("B-1", "2")]
        assert load_reviewed(tmp_path / "none.toml") == {}

    @pytest.mark.parametrize("text", ["[reviewed", "reviewed = 3", "[reviewed]\nA-1 = 3"])
    def test_wrong(self, tmp_path: Path, text: str) -> None:
        """A file that cannot be read is a mistake, for whoever reads what lies beside the clauses."""
        path = tmp_path / "reviewed.toml"
        path.write_text(text)

        with pytest.raises(PolicyError):
            load_reviewed(path)
        assert len(read_beside([tmp_path], tmp_path).problems) == 1

    def test_packaged(self) -> None:
        """The rules of every packaged clause were reviewed against its text; `unseen reviewed` notes it."""
        noted = load_reviewed(HOME / "features" / "reviewed.toml")
        clauses = load_clauses(HOME / "features" / "clauses.toml").clauses

        assert noted == {each.id: Clause(each.id, each.section, each.rule).digest for each in clauses}

    def test_digest(self) -> None:
        """The digest of a clause changes with its words, not with its line breaks."""
        one, same, other = (Clause("A-1", "s", text).digest for text in ("a  b", "a\nb", "a b."))

        assert one == same != other


class TestNames:
    def test_line(self, tmp_path: Path) -> None:
        """The digest of a result is that of its line in the record, as anybody can compute it."""
        result = Result("é", Verdict.KEPT, "because", 0.5, (Step("Then", "x “y”", 4, "kept"),))
        writer = RecordWriter(tmp_path / "run.ndjson")
        writer.run(Header())
        writer.scenario(result)
        writer.close()
        line = (tmp_path / "run.ndjson").read_bytes().splitlines(keepends=True)[1]

        assert digest(result) == hashlib.sha256(line).hexdigest()

    def test_identifier(self) -> None:
        """An identifier follows from all of its words."""
        assert identifier("a", "b") == identifier("a", "b")
        assert len({identifier("a", "b"), identifier("ab"), identifier("a", "b", "")}) == 3
