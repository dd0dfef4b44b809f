"""Pages kept ready: answered before the application is asked, filled with what is the reader's own."""
