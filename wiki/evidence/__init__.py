"""What steps and touchpoints rest on: employees, data of the company, customers asked."""
