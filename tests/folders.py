"""Where the tests' application keeps files, and the seal it uses; gone when the tests end."""

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp

from models.seal import SealSettings
from seed.demo_seal import make_demo_seal

EXPORTS = mkdtemp(prefix="sim-exports-")
FILES = mkdtemp(prefix="sim-files-")
SEAL = SealSettings(Path(FILES) / "seal.p12", make=make_demo_seal)
for _folder in (EXPORTS, FILES):
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
