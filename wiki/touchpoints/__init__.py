"""The register of touchpoints."""
