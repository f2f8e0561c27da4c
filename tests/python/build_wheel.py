#!/usr/bin/env python3
"""Builds the sdist, and from what it holds a wheel: build_wheel.py FOLDER. Prints the path of the wheel.

The sdist is unpacked over what an earlier run left, files that differ alone: so only they are compiled again. What a
wheel and an sdist hold is checked here, since nobody sees it otherwise.
"""
import pathlib
import subprocess
import sys
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What pip builds from, besides the sources of the library.
WANTED = {"pyproject.toml", "CMakeLists.txt", "LICENSE", "PKG-INFO", "include/dti/version.hpp",
          "indicators/provincial-2022.yaml", "python-bindings/dti/__init__.py", "python-bindings/src/module.cpp"}
UNWANTED = ("tests/", "bench/", "examples/", "docs/", "build/", "scripts/", ".ci/")


def run(*words):
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", *map(str, words)], check=True, cwd=ROOT,
                   stdout=sys.stderr)


def only(folder, pattern):
    found = list(folder.glob(pattern))
    if len(found) != 1:
        sys.exit(f"build_wheel: expected one {pattern}, found {found}")
    return found[0]


def unpack(archive, target):
    """Unpacks, leaves files alone that are the same, and removes those that are gone."""
    held = set()
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = pathlib.PurePosixPath(*pathlib.PurePosixPath(member.name).parts[1:])
            if member.isfile():
                path, content = target / name, tar.extractfile(member).read()
                held.add(name.as_posix())
                if not path.exists() or path.read_bytes() != content:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
    for path in target.rglob("*"):
        if path.is_file() and path.relative_to(target).as_posix() not in held:
            path.unlink()
    return held


def check_sdist(held):
    extra = sorted(name for name in held if name.startswith(UNWANTED) or name.endswith((".so", ".pyc")))
    if not WANTED <= held or extra:
        sys.exit(f"build_wheel: the sdist lacks {sorted(WANTED - held)} and holds {extra}")


def check_wheel(wheel):
    """Python files, stubs, one module, metadata: no headers, no program, no library."""
    source = {f"dti/{path.name}" for path in (ROOT / "python-bindings" / "dti").iterdir() if path.suffix in (".py", ".pyi", ".typed")}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = {name for name in held if name.startswith("dti/_core.") and name.endswith(".so")}
    if held != source | modules or len(modules) != 1 or "dti/py.typed" not in held:
        sys.exit(f"build_wheel: the wheel holds {sorted(held ^ (source | modules))}, or lacks the module or py.typed")


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    for old in [*folder.glob("*.tar.gz"), *folder.glob("*.whl")]:
        old.unlink()
    run("--sdist", "--outdir", folder, ROOT)
    check_sdist(unpack(only(folder, "*.tar.gz"), folder / "source"))
    run("--wheel", "--outdir", folder, f"-Cbuild-dir={folder / 'cmake'}", folder / "source")
    wheel = only(folder, "*.whl")
    check_wheel(wheel)
    print(wheel)


if __name__ == "__main__":
    main()
