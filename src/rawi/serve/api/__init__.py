"""`/api/v1`: the store and its review for programs, as OpenAPI 3.1 describes them."""

from rawi.serve.api.app import make_api

__all__ = ["make_api"]
