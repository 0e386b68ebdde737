"""Office files whose bytes are the same for the same content: no clock and no machine in them."""

import io
import re
import zipfile
from datetime import date

# The first moment a zip archive can tell.
_NEVER = (1980, 1, 1, 0, 0, 0)
_CHANGING = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def steady_package(content: bytes, made_on: date) -> bytes:
    """Give the same file with every part dated alike and its properties dated `made_on`."""
    stamp = f"{made_on.isoformat()}T00:00:00Z".encode()
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        # The order is kept: readers expect the list of types first.
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "docProps/core.xml":
                data = _CHANGING.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            entry = zipfile.ZipInfo(part.filename, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return written.getvalue()
