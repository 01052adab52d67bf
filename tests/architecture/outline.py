"""What can be said about a page without a browser: whether it nests, is titled, is in order."""

from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Outline(HTMLParser):
    """Notes what does not nest, what is said twice, and the headings."""

    def __init__(self):
        super().__init__()
        self.open, self.problems, self.ids, self.levels, self.title = [], [], set(), [], ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("id")
        if name is not None and name in self.ids:
            self.problems.append(f"id {name!r} is there twice")
        self.ids.add(name)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        # `<path/>` is right inside a drawing and nowhere else.
        if "svg" not in self.open and tag not in VOID and tag != "svg":
            self.problems.append(f"<{tag}/> closes nothing")

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> at {self.getpos()} closes {self.open[-3:]}")
            if tag in self.open:
                while self.open.pop() != tag:
                    pass
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data


def problems_of(page):
    outline = Outline()
    outline.feed(page)
    outline.close()
    problems = [*outline.problems, *(f"<{tag}> is never closed" for tag in outline.open)]
    if outline.levels.count(1) != 1:
        problems.append(f"{outline.levels.count(1)} headings of the first level")
    jumps = zip(outline.levels, outline.levels[1:], strict=False)
    problems += [f"h{two} after h{one}" for one, two in jumps if two > one + 1]
    if not outline.title.split("·")[0].strip():
        problems.append("no title")
    return problems
