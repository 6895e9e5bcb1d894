"""The benchmark: the same défis built by this project and by Hugo, side by side."""

import sys
from pathlib import Path

# Pages are looked at as the tests do, with tools/pages.py; tools are no package.
sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
