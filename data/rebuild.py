"""Rebuild the demonstration's register and returns from the compact sources in data/sources.

Run `python data/rebuild.py [--output DIR]`; the same sources give the same bytes.
"""

import argparse
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent
sys.path.insert(0, str(DATA.parent))  # run as a script, from anywhere

from data.demo.register import write_register  # noqa: E402
from data.demo.returns import write_returns  # noqa: E402


def main() -> None:
    """Write register.xlsx, returns/ and received.csv into a folder, by default this one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=DATA, help="where to write (default: data)")
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    write_register(output / "register.xlsx")
    count = write_returns(output)
    print(f"Wrote the register and {count} returns to {output}.")


if __name__ == "__main__":
    main()
