"""Draw what readers see, light and dark, into ``docs/``: real answers of the bot, over the briefs that come with it.

``python -m tests.pictures`` runs the bot with its own model against the tests' Bot API server, lets people write to
it, and sets what it sends, in the very HTML that Telegram gets, as bubbles and cards. Chromium takes the pictures
(Debian: ``apt-get install chromium``). To be run again when answers or their rendering have changed.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from corpus.sources.files import read_files
from embeddings.build import build
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.generations import Generations
from embeddings.models import DEFAULT_MODEL, find_model
from tests.botapi.running import REAL, started
from tests.desk import quiet
from tests.pictures.page import page
from tests.pictures.scenes import group, inline, private

ROOT = Path(__file__).parents[2]
SCENES = {"private": private, "group": group, "inline": inline}
WIDTH, TALLEST, SCALE, COLOURS = 460, 2400, 2, 96


def main() -> int:
    """Draw all of them."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("there is no chromium on this machine; on Debian, apt-get install chromium", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        encoder = SentenceTransformerEncoder(find_model(DEFAULT_MODEL))
        build(read_files([ROOT / "corpus" / "starter"]), Generations(folder / "data"), encoder, quiet, 1)
        with started(folder / "data", folder / "bot", entry=REAL, encoder="torch") as running:
            pages = {name: scene(running) for name, scene in SCENES.items()}
        for name, body in pages.items():
            for look in ("light", "dark"):
                draw(browser, folder, page(body, look), ROOT / "docs" / f"telegram-{name}-{look}.png")
    return 0


def draw(browser: str, folder: Path, html: str, path: Path) -> None:
    """Let the browser take a picture of a page, and cut off what is empty below it."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    shot = folder / "shot.png"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/browser"]
    size = [f"--window-size={WIDTH},{TALLEST}", f"--force-device-scale-factor={SCALE}", f"--screenshot={shot}"]
    subprocess.run([browser, *options, *size, f"file://{folder}/page.html"], check=True, capture_output=True)
    with Image.open(shot) as taken:
        whole = taken.convert("RGB")
    empty = Image.new("RGB", whole.size, whole.getpixel((0, whole.height - 1)))
    box = ImageChops.difference(whole, empty).getbbox()
    cut = whole.crop((0, 0, whole.width, min(whole.height, (box[3] if box else whole.height) + 10 * SCALE)))
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {cut.width} × {cut.height}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    raise SystemExit(main())
