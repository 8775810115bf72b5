### BROUILLON : une médiatrice ou un médiateur doit relire ces textes avant tout usage réel.
### Les pages de toute l'installation et la navigation d'un processus.

## Navigation
nav-home = Cette année
nav-projects = Projets
nav-how = Comment on compte
nav-results = Résultats
nav-help = Aide
