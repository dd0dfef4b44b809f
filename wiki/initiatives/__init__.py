"""What the CX team changes, and whether it worked."""
