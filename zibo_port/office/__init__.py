"""The one room where store, commands, workflows, rules, calendar and access meet."""
