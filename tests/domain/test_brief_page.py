"""The notes as Markdown: people's words, and nothing that acts by itself."""

import pytest
from markdown_it import MarkdownIt

from bot.domain.brief_document import BriefDocument, DocumentLine, Group, Section
from bot.domain.brief_page import brief_page


def page_of(text, about="", label=""):
    line = DocumentLine(text, about)
    return brief_page(BriefDocument((Section("Why now", (Group(label, (line,)),)),)))


def test_the_page_reads_like_notes():
    assert page_of("the bank asked", "Ana, 20 November 2026", "Ana").splitlines() == [
        "# Problem notes",
        "",
        "## Why now",
        "",
        "### Ana",
        "",
        "- the bank asked (Ana, 20 November 2026)",
    ]


def test_a_line_without_small_print_and_a_group_without_a_label_have_none():
    assert page_of("the bank asked").splitlines()[2:] == ["## Why now", "", "- the bank asked"]


def test_an_empty_document_says_so():
    assert "Nothing is noted yet." in brief_page(BriefDocument())


@pytest.mark.parametrize(
    "words",
    [
        "# not a heading [free](http://evil.example) <script>x</script> *now* `x` | ~~gone~~",
        "1. one thing",
        "12) another",
        "- a dash",
        "+ a plus",
        "=SUM(A1:A9)",
        "--- or ===",
        "---",
        "> quoted",
        "see https://evil.example/x?y=1&amp;z and www.evil.example and a@evil.example",
        "FTP://evil.example WWW.evil.example mailto:a@evil.example xmpp:a@evil.example",
        "![x](http://evil.example/x.png) [ref][1] [1]: http://evil.example",
        "&lt;b&gt; &#60; $x^2$ @channel #12 \\* __init__ :-)",
        "javascript:alert(1) <http://evil.example> <a@evil.example>",
    ],
)
@pytest.mark.parametrize("where", ["text", "about", "label"])
def test_words_are_words_and_read_back_as_they_were_written(words, where):
    page = page_of(**({"text": "x"} | {where: words}))
    markdown = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    tokens = markdown.parse(page)
    inside = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inside} <= {"text", "text_special"}
    assert {token.type.rpartition("_")[0] for token in tokens} <= {
        "heading",
        "bullet_list",
        "list_item",
        "paragraph",
        "",
    }
    assert words in "".join(token.content for token in inside)
    for live in ("http://", "https://", "ftp://", "www.", "mailto:", "xmpp:", "a@"):
        assert live not in page.lower()
