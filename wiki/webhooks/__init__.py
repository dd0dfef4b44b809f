"""Events sent to other programs, signed and tried again until they arrive."""
