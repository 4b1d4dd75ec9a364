"""Shows a report: as text for people, as JSON for programs. ``formats`` lists what there is."""
