import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.evidence.merkle import proof, root, rooted

# the inputs and roots that the reference implementation of Certificate Transparency is tested with
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    """The roots are those of Certificate Transparency's own tests; of no record, SHA-256 of nothing."""
    assert root(INPUTS[:size]) == ROOTS[size - 1]
    assert root([]) == hashlib.sha256().hexdigest()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_every_record_is_proved(leaves: list[bytes], data: st.DataObject) -> None:
    """Each record makes up the root with its path, and no other record does, nor a shorter or longer path."""
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = proof(leaves, index)
    assert rooted(leaves[index], index, len(leaves), path) == root(leaves)
    assert rooted(leaves[index] + b"!", index, len(leaves), path) != root(leaves)
    with pytest.raises(ValueError, match="too long"):
        rooted(leaves[index], index, len(leaves), (*path, "00" * 32))
    if path:
        with pytest.raises(ValueError, match="too short"):
            rooted(leaves[index], index, len(leaves), path[:-1])


def test_no_such_record() -> None:
    """There is no path to a record beyond the log."""
    with pytest.raises(ValueError, match="no record 3"):
        rooted(b"", 3, 3, ())
