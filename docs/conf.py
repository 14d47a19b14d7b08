"""How the pages of docs/ become a site: `make docs-html`. Offline: no page asks anything of another machine."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]

project = "krapte"
author = "The krapte contributors"
copyright = "the krapte contributors, EUPL-1.2"
# Read as text, so that the site can be built without installing the model.
release = re.search(r'__version__ = "(.+)"', (ROOT / "src/krapte/version.py").read_text(encoding="utf-8"))[1]
version = release
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["fieldlist"]  # no formulas by script: it would be fetched from outside
myst_heading_anchors = 3  # so that [text](page.md#a-heading) is checked too
nitpicky = True

html_theme = "furo"
html_title = f"krapte {release}"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["krapte.css"]
templates_path = []
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#17212B",
        "color-brand-content": "#1D4B8F",
        "font-stack": "'Krapte Sans', 'IBM Plex Sans', 'Segoe UI', Helvetica, Arial, sans-serif",
    },
    "dark_css_variables": {"color-brand-primary": "#DCE2E6", "color-brand-content": "#9DBDEB"},
}


def setup(app):
    """Put the shipped typeface beside the pages, from the package's own copy."""
    import shutil

    fonts = ROOT / "src/krapte/telling/fonts"

    def copy(app, error):
        if error is None and app.builder.format == "html":
            for name in ("KrapteSans-Regular.ttf", "KrapteSans-SemiBold.ttf", "OFL.txt"):
                shutil.copy(fonts / name, Path(app.outdir) / "_static" / name)

    app.connect("build-finished", copy)
