"""Vault and releases on object storage, at any address that fsspec knows."""
