"""Everything that may differ between two machines. Nothing else reads the environment."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

CONTENT = Path(__file__).resolve().parent.parent


class Embedding(StrEnum):
    """The packaged models of meaning."""

    MPNET = "mpnet"
    MINILM = "minilm"


class Settings(BaseSettings):
    """Settings from the environment (`GROUNDWORK_...`) or an `.env` file."""

    model_config = SettingsConfigDict(
        env_prefix="GROUNDWORK_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    data_dir: Path = Field(
        Path(".groundwork"), description="where records, indexes and models are kept"
    )
    database_url: str = Field("", description="empty: SQLite in the data folder")
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
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on")
    threads: int = Field(0, ge=0, description="threads for the model; 0: all cores")
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
        names = self.accounts_without_words.split(",")
        return frozenset(name.strip() for name in names if name.strip())

    @property
    def vectors_dir(self) -> Path:
        """Where the vector store keeps its files."""
        return self.data_dir / "vectors"

    @property
    def models_dir(self) -> Path:
        """Where prepared models are kept."""
        return self.data_dir / "models"
