"""A large company that changes: how fast boards, tasks, loops and the map answer."""
