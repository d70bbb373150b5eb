"""What is ready to be taken over: workflows for CI, the installed command with its manual page and completions."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import COMMAND, REPOSITORY, run

TOOLS = Path(sys.executable).parent
VERBS = ["baseline", "build", "check", "check-links", "diff", "explain", "new", "preview", "schema", "supplement"]


def lint(*command):
    result = subprocess.run([str(TOOLS / command[0]), *command[1:]], cwd=REPOSITORY, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_workflow_of_github_is_one():
    lint("check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows/site.yml")


def test_the_workflow_of_github_gives_a_change_no_rights():
    lint("zizmor", "--offline", "--no-progress", ".")


def test_the_pipeline_of_gitlab_is_one():
    lint("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml")


@pytest.mark.parametrize("path", [".github/workflows/site.yml", ".gitlab-ci.yml"])
def test_workflows_call_what_there_is(path, tmp_path):
    text = (REPOSITORY / path).read_text()
    targets = re.findall(r"make ([a-z-]+)", text)
    assert targets == ["release", "affiliates"]
    for arguments in re.findall(r"\.build/release/generate-site ?(.*)", text):
        # The options are understood: what is missing is the content.
        result = run(*arguments.split(), cwd=tmp_path)
        assert result.code == 74, result.err.decode()


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Where `make install` has put its files; the release is there already."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        ["make", "--old-file", "release", "install", f"DESTDIR={folder}", "PREFIX=/usr"], cwd=REPOSITORY, check=True,
        capture_output=True, timeout=900)
    return folder / "usr"


def test_the_installed_command_runs(installed):
    result = subprocess.run([installed / "bin/generate-site", "--version"], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout) == (0, run("--version", cwd=installed).out.decode())


def test_the_manual_page_tells_of_every_verb_and_option(installed):
    page = (installed / "share/man/man1/generate-site.1").read_text()
    assert page.startswith(".") and ".Nm generate-site" in page
    text = page.replace("\\-", "-")
    for verb in VERBS:
        assert re.search(rf"\b{verb}\b", text), verb
        for option in re.findall(r"^  --([a-z-]+)", run(verb, "--help", cwd=installed).out.decode(), re.M):
            assert option in text, (verb, option)


def completions(folder, words):
    """What bash offers behind words."""
    script = f"""
        source {folder}/share/bash-completion/completions/generate-site
        COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE="${{COMP_WORDS[*]}}"; COMP_POINT=${{#COMP_LINE}}
        $(complete -p generate-site | grep -oP '(?<=-F )\\S+') generate-site "${{COMP_WORDS[COMP_CWORD]}}" generate-site
        printf '%s\\n' "${{COMPREPLY[@]}}"
        """
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    return result.stdout.split()


def test_bash_completes_verbs(installed):
    assert set(VERBS) <= set(completions(installed, "generate-site ''"))


def test_bash_completes_options(installed):
    assert "--diagnostics-output" in completions(installed, "generate-site check --diag")


@pytest.mark.parametrize("path", ["zsh/site-functions/_generate-site", "fish/vendor_completions.d/generate-site.fish"])
def test_other_shells_get_theirs(installed, path):
    text = (installed / "share" / path).read_text()
    for verb in VERBS:
        assert verb in text, verb
