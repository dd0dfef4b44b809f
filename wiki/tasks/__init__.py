"""What is to be done: tasks of initiatives and of people."""
