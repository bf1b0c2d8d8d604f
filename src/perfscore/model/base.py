"""The one base of all model types: frozen, closed to unknown fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value object."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
