"""Opening models by settings alone: what is missing is said in one line, before anyone talks."""

import logging
import sys

import pytest

from bot.adapters.model.langchain_models import ModelChoice, open_model
from bot.domain.errors import SetupError

KEY = "key-that-nobody-is-to-read"


def refused(name, **choice):
    with pytest.raises(SetupError) as error:
        open_model(ModelChoice(name, **choice))
    said = str(error.value)
    assert "\n" not in said
    assert KEY not in said
    return said


def test_a_client_that_is_not_installed_is_named_with_what_to_run(monkeypatch):
    monkeypatch.setitem(sys.modules, "langchain_cohere", None)
    said = refused("cohere:command-a")
    assert "cohere" in said
    assert "make providers" in said


@pytest.mark.parametrize("name", ["gpt-5-mini", "openai", "openai:"])
def test_a_name_without_provider_or_model_is_refused_with_an_example(name):
    assert "provider:name, as openai:gpt-5-mini" in refused(name)


def test_a_provider_that_nobody_knows_is_refused():
    assert "nobody" in refused("nobody:model")


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("openai:gpt-5-mini", "OPENAI_API_KEY"),
        ("anthropic:claude-haiku-4-5", "ANTHROPIC_API_KEY"),
        ("google_genai:gemini-2.5-flash", "GOOGLE_API_KEY"),
    ],
)
def test_a_missing_key_is_refused_with_its_variable(name, variable):
    assert variable in refused(name)


def test_azure_says_what_it_wants_besides_a_key():
    given = {"url": "http://127.0.0.1", "options": {"api_version": "2025-04-01-preview"}}
    assert "AZURE_OPENAI_API_KEY" in refused("azure_openai:desk", **given)
    assert "api_version" in refused("azure_openai:desk", url="http://127.0.0.1", key=KEY)


def test_bedrock_says_that_it_wants_a_region():
    assert "region" in refused("bedrock_converse:amazon.nova-lite-v1:0", key=KEY)


def test_an_option_that_a_client_refuses_is_refused_in_one_line():
    said = refused("openai:gpt-5-mini", key=KEY, options={"max_retries": KEY})
    assert "max_retries" in said


def test_ollama_needs_no_key():
    assert open_model(ModelChoice("ollama:llama3.2")).model == "llama3.2"


def test_options_win_over_what_is_set_here():
    model = open_model(ModelChoice("openai:m", key=KEY, options={"max_tokens": 99}))
    assert model.max_tokens == 99


def test_a_choice_is_shown_without_its_key():
    assert KEY not in repr(ModelChoice("openai:m", key=KEY))


@pytest.mark.parametrize("logger", ["openai._base_client", "anthropic", "httpcore", "botocore.x"])
def test_clients_log_no_requests_however_much_is_to_be_logged(logger, caplog):
    """Their lines would hold what people wrote."""
    caplog.set_level(logging.DEBUG)
    open_model(ModelChoice("ollama:llama3.2"))
    logging.getLogger(logger).debug("request: %s", KEY)
    logging.getLogger(logger).info("request: %s", KEY)
    assert KEY not in caplog.text
