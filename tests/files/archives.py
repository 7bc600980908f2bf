"""Archives made by hand for the tests of what opens them: honest ones, and what a stranger may send."""

import gzip
import io
import tarfile
import zipfile

Files = dict[str, bytes]


def a_zip(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def a_tar(files: Files, *extra: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in extra:
            archive.addfile(entry)
    return buffer.getvalue()


def a_tar_gz(files: Files, *extra: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    return gzip.compress(a_tar(files, *extra, form=form), mtime=0)
