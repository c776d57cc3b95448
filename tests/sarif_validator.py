"""A validator of SARIF that others wrote: `python tests/sarif_validator.py [--strict]` fetches it (100 MB, once).

It is Microsoft's Sarif.Multitool, pinned by hash in sarif-validator/package-lock.json, with all that it needs. The
tests use it where it is; with --strict, as CI runs this, it is a fault if it cannot be had.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from jsonschema import Draft202012Validator

from graph_api.web.node import UnavailableError, find_node, run

HERE = Path(__file__).resolve().parent / "sarif-validator"
KEPT = Path(sys.prefix) / "sarif-validator"
SYSTEM = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "linux")
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1", "--prefer-offline")


def main() -> int:
    """Fetch the validator where it is not there yet."""
    if validator() is not None:
        return 0
    try:
        fetch()
    except UnavailableError as error:
        print(f"The SARIF validator was not fetched: {error}. Its test is skipped.", file=sys.stderr)
        return int("--strict" in sys.argv[1:])
    return 0


def validator() -> Path | None:
    """The program, if it has been fetched."""
    package = KEPT / "node_modules" / "@microsoft" / f"sarif-multitool-{SYSTEM}"
    programs = (package / name for name in ("Sarif.Multitool", "Sarif.Multitool.exe"))
    return next((program for program in programs if program.is_file()), None)


def fetch() -> None:
    """Puts the validator into the environment that runs this; UnavailableError where it cannot be had."""
    node = find_node()
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, KEPT / name)
    done = run([*node.npm, "ci", *QUIET], KEPT, node.environment())
    program = validator()
    if done.returncode or program is None:
        raise UnavailableError(f"npm could not fetch it ({done.stderr.strip()[-200:]})")
    program.chmod(0o755)  # its own script would do that, and no package may run a script


def wrong(sarif: str) -> list[str]:
    """Everything that the official schema and the validator's own rules have against a log: errors and warnings."""
    return [*against_schema(sarif), *against_rules(sarif)]


def against_schema(sarif: str) -> list[str]:
    """Where the log is not as the schema of OASIS wants it, which comes with the validator."""
    program = validator()
    assert program is not None
    schema = json.loads((program.parent / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    return [f"schema: {error.json_path}: {error.message}" for error in
            Draft202012Validator(schema).iter_errors(json.loads(sarif))]


def against_rules(sarif: str) -> list[str]:
    """What the validator tells beyond the schema, as `rule: message`; it does not look at the schema by itself."""
    program = validator()
    assert program is not None
    with tempfile.TemporaryDirectory() as folder:
        log, told = Path(folder) / "log.sarif", Path(folder) / "told.sarif"
        log.write_text(sarif, encoding="utf-8")
        command = [program, "validate", log, "--output", told, "--level", "Error;Warning"]
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        done = subprocess.run(  # noqa: S603 - a program that we pinned, on files of ours
            command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert told.is_file(), done.stdout + done.stderr
        results = json.loads(told.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    return [f"{one['ruleId']}: {one['message'].get('text') or one['message']}" for one in results]


if __name__ == "__main__":
    sys.exit(main())
