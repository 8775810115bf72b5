### Ce que le personnel a fait, pour tout le monde.

title = Ce que le personnel a fait
lead = Chaque acte du personnel dans ce vote, le plus récent d’abord. La liste nomme des actes et jamais des personnes. Chaque ligne est enchaînée à la précédente : aucune ne peut être retirée sans que cela se voie.
number = Acte { $n }
older = Actes plus anciens
none = Rien de plus ancien.
