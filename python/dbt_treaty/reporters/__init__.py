"""Shows a report: to people, to programs, to CI servers. ``formats`` lists what there is."""
