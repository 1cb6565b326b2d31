"""Everything that may differ between two machines. Nothing else reads the environment."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

CONTENT = Path(__file__).resolve().parent.parent
_TOKEN = 16  # characters, the fewest


class Embedding(StrEnum):
    """The packaged models of meaning."""

    MPNET = "mpnet"
    MINILM = "minilm"


class Answers(StrEnum):
    """How a language model is asked for an answer of a given shape. It is never given tools."""

    SCHEMA = "schema"  # the provider holds the model to a JSON schema
    OBJECT = "object"  # the provider holds it to JSON; the shape is checked here
    TEXT = "text"  # it is asked in words for JSON; all is checked here


class Logs(StrEnum):
    """How log lines are written."""

    PLAIN = "plain"  # for a person at a terminal: what went wrong
    JSON = "json"  # for machines: what was done, too


class Settings(BaseSettings):
    """Settings from the environment (`GROUNDWORK_...`) or an `.env` file."""

    model_config = SettingsConfigDict(
        env_prefix="GROUNDWORK_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    data_dir: Path = Field(
        Path(".groundwork"), description="where records, indexes and models are kept"
    )
    database_url: str = Field("", description="empty: SQLite in the data folder")
    database_pool: int = Field(10, ge=2, description="connections to a PostgreSQL server")
    chroma_url: str = Field("", description="a Chroma server; empty: Chroma in this process")
    embedding: Embedding = Field(
        Embedding.MPNET, description="mpnet hears and finds better; minilm is small"
    )
    weights_dir: Path | None = Field(
        None, description="a folder with the model's own files, looked at first"
    )
    knowledge_dir: Path = Field(CONTENT / "knowledge", description="stories, facts and views")
    prompts_dir: Path = Field(CONTENT / "prompts", description="versioned wording")
    operator: str = Field("Northstar", description="who runs this bot, as buyers know them")
    accounts_without_words: str = Field(
        "", description="accounts whose questions are never kept in words, as a,b; * for all"
    )
    retention_days: int = Field(
        365, ge=0, description="days after which what was said is forgotten; 0: never"
    )
    prompt_versions: str = Field(
        "", description="older versions of prompts to use, as speak=1,lines=2"
    )
    model: str = Field(
        "", description="language model as provider:name, as openai:gpt-5-mini; empty: none"
    )
    model_listen: str = Field("", description="another model for listening, or none")
    model_speak: str = Field("", description="another model for wording, or none")
    model_structure: str = Field("", description="another model for sorting stories, or none")
    model_url: str = Field("", description="address of an endpoint that speaks its protocol")
    model_key: SecretStr = Field(
        SecretStr(""), description="its key; empty: from the provider's own variable"
    )
    model_options: dict[str, Any] = Field(
        default_factory=dict, description="more for the provider's client, as a JSON object"
    )
    model_answers: Answers = Field(
        Answers.SCHEMA, description="how it is held to a shape: schema, object or text"
    )
    model_told_as: str = Field("", description="who runs the model, as buyers are told")
    model_refused_by: str = Field(
        "", description="accounts that no model reads for, as a,b; * for all"
    )
    model_call_seconds: float = Field(8, gt=0, description="time limit of one call to the model")
    model_turn_seconds: float = Field(15, gt=0, description="time limit of a turn's calls")
    model_at_once: int = Field(8, ge=1, description="calls to the model at the same time")
    model_tokens_a_day: int = Field(
        1_000_000, ge=0, description="tokens an account may use a day; 0: no limit"
    )
    model_cost_a_day: float = Field(
        0, ge=0, description="dollars an account may cost a day; 0: no limit"
    )
    working_hours: str = Field(
        "mon-fri 9:00-17:00", description="when your people answer buyers, as mon-fri 9:00-17:00"
    )
    time_zone: str = Field("UTC", description="the time zone of those hours, as Europe/Berlin")
    answer_within: float = Field(
        4, gt=0, le=400, description="working hours after which the next person is asked"
    )
    work_at_once: int = Field(8, ge=1, description="conversations answered at the same time")
    limit_person: str = Field(
        "30/minute", description="events of one person before the next have to wait; empty: none"
    )
    limit_account: str = Field("600/minute", description="the same for one account")
    limit_whole: str = Field("", description="the same for all together, in each process")
    burst_seconds: float = Field(
        2,
        ge=0,
        le=8,
        description="seconds that a buyer's message in a shared room waits for more to follow",
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on")
    behind_tls: bool = Field(
        default=False,
        description="a proxy in front speaks TLS: cookies are for TLS alone, and browsers are "
        "told to come back by TLS alone",
    )
    slack_bot_token: SecretStr = Field(
        SecretStr(""), description="Slack, one workspace: the bot's token, xoxb-..."
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""), description="Slack over Socket Mode: the app-level token, xapp-..."
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""), description="Slack over HTTP: the secret that its requests are signed with"
    )
    slack_client_id: str = Field("", description="Slack, several workspaces: the app's client id")
    slack_client_secret: SecretStr = Field(
        SecretStr(""), description="Slack, several workspaces: the app's client secret"
    )
    seal_keys: SecretStr = Field(
        SecretStr(""),
        description="keys that stored tokens are encrypted with, newest first, as a,b; empty: one "
        "that is made in the data folder",
    )
    slack_home_teams: str = Field(
        "",
        description="your own workspaces (T...) and organisations (E...), as a,b; empty: the one "
        "of the bot's token",
    )
    slack_story_channel: str = Field(
        "",
        description="a channel of your own people, by its id (C...), where content owners drop "
        "story files",
    )
    slack_canvas: bool = Field(
        default=False,
        description="hand people their notes as a canvas too, where Slack grants canvases:write",
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="where Slack's API is; another only to test"
    )
    logs: Logs = Field(
        Logs.PLAIN, description="log lines: plain for a person, or json with all that was done"
    )
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="who reads /metrics has to bring it, as a bearer token of at least 16 "
        "characters; empty: nobody",
    )
    traces_url: str = Field(
        "", description="an OpenTelemetry collector (gRPC), http://host:4317; empty: no traces"
    )
    threads: int = Field(0, ge=0, description="threads for the model; 0: all cores")

    @field_validator("metrics_token")
    @classmethod
    def _cannot_be_guessed(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < _TOKEN:
            raise ValueError(f"write at least {_TOKEN} characters, at random")
        return value

    @field_validator("prompt_versions")
    @classmethod
    def _names_versions(cls, value: str) -> str:
        if not re.fullmatch(r"(?:\s*[a-z_]+\s*=\s*v?\d+\s*,?)*", value):
            raise ValueError("name prompts with their versions, as speak=1,lines=2")
        return value

    teams_app_id: str = Field("", description="the Teams bot's application id; empty: no Teams")
    teams_app_password: SecretStr = Field(
        SecretStr(""), description="the client secret of that application"
    )
    teams_tenant_id: str = Field(
        "", description="your own Microsoft 365 tenant; everyone outside it is an outsider"
    )
    teams_unauthenticated: bool = Field(
        default=False,
        description="take Teams activities without a token, as Microsoft's local playground sends "
        "them; on a loopback address only",
    )

    @property
    def sql_url(self) -> str:
        """The database as SQLAlchemy names it."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve()}/groundwork.db"

    @property
    def teams(self) -> bool:
        """Whether Teams is to be served."""
        return bool(self.teams_app_id) or self.teams_unauthenticated

    @property
    def without_words(self) -> frozenset[str]:
        """The accounts of which no question is kept in words."""
        return _listed(self.accounts_without_words)

    @property
    def without_model(self) -> frozenset[str]:
        """The accounts that no language model reads for."""
        return _listed(self.model_refused_by)

    @property
    def pinned(self) -> dict[str, int]:
        """The versions of prompts that are to be used, by name, where not the highest."""
        pairs = (part.partition("=") for part in _listed(self.prompt_versions))
        return {name.strip(): int(number.strip().lstrip("v")) for name, _, number in pairs}

    @property
    def vectors_dir(self) -> Path:
        """Where the vector store keeps its files."""
        return self.data_dir / "vectors"

    @property
    def models_dir(self) -> Path:
        """Where prepared models are kept."""
        return self.data_dir / "models"


def _listed(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(",") if name.strip())
