### The pages of the whole installation and the navigation of a process.

## Navigation
nav-home = This year
nav-projects = Projects
nav-how = How we count
nav-results = Results
nav-help = Help
