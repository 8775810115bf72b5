# Le rapport sur la liste, pour les observateurs.
title = Ce qui ressort dans la liste des habitants
lead = Pour que chacun puisse poser des questions : comment les gens sont entrés dans la liste, en nombres de dix ou plus. Personne n’y figure.
few = Moins de dix personnes sont dans la liste. De si peu, rien ne peut être dit.
kinds = { $names }
evidence = Ce qu’ils ont montré
way = Comment ils sont venus
way-desk = à un guichet
way-request = par une demande
way-objection = après une réclamation
way-register = depuis un registre
bursts = Jours où beaucoup sont venus
bursts-note = Jours avec au moins quatre fois plus de monde que d’habitude.
heaps = Années de naissance qui ressortent
heaps-note = Années avec au moins trois fois plus de personnes que les années autour.
none = Rien ne ressort.
not = Ce que nous ne regardons pas
not-note = Les genres avec moins de dix sont réunis au suivant plus grand. Nous ne regardons ni les jours de naissance, ni les noms, ni qui est au guichet : cela dirait d’où vient quelqu’un, ou qui travaillait quand.
