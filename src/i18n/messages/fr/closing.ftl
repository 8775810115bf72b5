### Clore la liste pour un vote.

title = Clore la liste pour un vote
lead = Combien de personnes sont sur la liste, où, et par quelle preuve est publié, et l’empreinte exacte de ces lignes va dans le registre public. Personne n’est nommé ; les nombres sous dix sont omis.
numbers = Comme elle est maintenant
process = Le vote
two = Deux personnes
phrase = NOTICE et l’année du vote, par exemple NOTICE 2026
go = Publier, comme première des deux personnes
notice = La liste est close. Personnes inscrites : { $n }. SHA-256 de ce qui en est publié : { $sha }
notice-few = La liste est close, avec moins de dix personnes. SHA-256 de ce qui en est publié : { $sha }
published = Quand la liste a été close
published-note = Ce qui a été publié chaque fois : nombres par quartier et par preuve, et un sceau de la liste. Son empreinte est dans le registre du vote.
of = { $process }
