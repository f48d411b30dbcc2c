"""The documents of the platform: read by anybody, and changed by a world for itself."""

ABSENT = 404


class TestDocuments:
    def test_documents_need_no_account(self, world):
        """All documents are read without signing in, at most two steps away, and say it plainly."""
        index = world.get(None, "/documents").json["items"]
        texts = {
            row["slug"]: [
                one["text"] for one in world.get(None, f"/documents/{row['slug']}").json["statements"]
            ]
            for row in index
        }

        slugs = ["privacy-policy", "terms", "help-page", "recommendation-guide", "advice-page"]
        assert list(texts) == slugs
        assert "Creators are never told who saved their videos" in texts["help-page"]
        assert "Creators are never told who saved their videos" in texts["privacy-policy"]
        assert "Saves are combined to choose which videos to suggest" in texts["privacy-policy"]
        guide = texts["recommendation-guide"]
        assert "Saves count, with medium weight, beside other signals" in guide
        assert world.get(None, "/documents/unknown").status == ABSENT

    def test_a_world_may_change_what_documents_say(self, world):
        """A statement is added, or taken out by any of its wordings, in this world only."""

        def texts():
            return [one["text"] for one in world.get(None, "/documents/terms").json["statements"]]

        before = texts()
        steer = "/control/documents/terms"
        assert world.post(None, f"{steer}/added", {"says": "Be kind"}).status == 200
        assert texts() == [*before, "Be kind"]
        assert world.post(
            None, f"{steer}/dropped", {"says": "saving history is NOT a targeting choice!"}
        ).json
        assert set(before) - set(texts()) == {"Saving history is not a targeting choice"}
        assert world.post(None, f"{steer}/dropped", {"says": "Be rude"}).status == 400
        assert world.post(None, "/control/documents/manifesto/added", {"says": "x"}).status == ABSENT
        assert world.post(None, "/control/documents/manifesto/dropped", {"says": "x"}).status == ABSENT
