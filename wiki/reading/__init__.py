"""Read confirmation: what is binding is confirmed to have been read, version by version."""
