"""The settings we ship with, and the packages we ask for."""

import re
import tomllib

import pytest
from streamlit import config

from tests.architecture.imports import third_party
from tests.architecture.sources import CODE, ROOT, read_sources

SETTINGS = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
SAFE = {
    "server.address": "127.0.0.1",
    "server.maxUploadSize": 10,
    "server.maxMessageSize": 50,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
    "server.disconnectedSessionTTL": 60,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "client.showErrorDetails": "none",
    "client.disableDataExport": True,
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
}
# The name to import is not always the name to install.
DISTRIBUTIONS = {
    "vl_convert": "vl-convert-python",
    "python_calamine": "python-calamine",
    "docx": "python-docx",
}


def flat(settings: dict[str, object], above: str = "") -> dict[str, object]:
    """Write nested settings as Streamlit names them: `server.maxUploadSize`."""
    found: dict[str, object] = {}
    for name, value in settings.items():
        found |= (
            flat(value, f"{above}{name}.") if isinstance(value, dict) else {above + name: value}
        )
    return found


@pytest.mark.parametrize(("name", "value"), SAFE.items())
def test_a_setting_we_rely_on_is_as_it_must_be(name: str, value: object):
    assert flat(SETTINGS)[name] == value


@pytest.mark.parametrize("name", flat(SETTINGS))
def test_a_setting_is_known_to_the_installed_streamlit(name: str):
    assert name in config._config_options_template


def test_the_theme_asks_nothing_of_the_network():
    theme = flat({"theme": SETTINGS["theme"]})
    assert [name for name, value in theme.items() if re.search(r"https?:|//", str(value))] == []


def requirements(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9][\w-]*)(.*)", line) for line in lines)
    return {line[1].lower(): line[2] for line in found if line}


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_bounded_on_both_sides(name: str):
    bounds = requirements(name)
    assert len(bounds) >= 8
    assert [key for key, bound in bounds.items() if not re.match(r">=[\d.]+,<[\d.]+$", bound)] == []


def test_what_the_code_imports_is_what_is_asked_for():
    imported = {name for source in read_sources(*CODE) for name in third_party(source)}
    wanted = {DISTRIBUTIONS.get(name, name).lower() for name in imported}
    assert wanted - set(requirements("requirements.txt")) == set()
