"""Settings from the environment, read once into a frozen value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stocktake.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things are. `queries` and `data` come with the project; only the database moves."""

    database: Path
    queries: Path = PROJECT / "queries"
    data: Path = PROJECT / "data"
    local_user: str = "Delivery unit"

    @property
    def register(self) -> Path:
        """The register workbook the demo unit starts from."""
        return self.data / "register.xlsx"


def read_settings(
    environment: Mapping[str, str] | None = None, *, database: str | Path | None = None
) -> Settings:
    """Read the settings; a given `database` wins over STOCKTAKE_DATABASE and the default."""
    found = os.environ if environment is None else environment
    chosen = str(database or found.get("STOCKTAKE_DATABASE", "")).strip()
    path = Path(chosen).expanduser() if chosen else PROJECT / "data" / "stocktake.duckdb"
    if path.is_dir():
        raise SettingsError(
            f"{path} is a folder. Give the path of a database file, for example "
            f"{path / 'stocktake.duckdb'}, with --database or STOCKTAKE_DATABASE."
        )
    user = found.get("STOCKTAKE_USER", "").strip() or Settings.local_user
    return Settings(database=path, local_user=user)
