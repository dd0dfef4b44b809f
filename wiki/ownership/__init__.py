"""Who answers for what: accountable, responsible, consulted, informed - asked for, accepted, dated."""
