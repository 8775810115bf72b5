### RASCUNHO: um mediador humano tem de rever estes textos antes de qualquer uso real.
### As páginas de toda a instalação e a navegação de um processo.

## Navegação
nav-home = Este ano
nav-projects = Projetos
nav-how = Como contamos
nav-results = Resultados
nav-help = Ajuda
