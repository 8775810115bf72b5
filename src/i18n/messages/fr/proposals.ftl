### Propositions : écrire, lire avant publication, soutenir, discuter, trouver. Les nombres suivent deux points, pour qu’aucune langue n’ait besoin de pluriels.

wrong-now = Ce n’est pas possible maintenant. Les dates sont sur la première page du processus.
wrong-all-given = Vous soutenez autant de propositions que les règles le permettent : { $n }. Retirez d’abord un soutien.
wrong-photo-large = Cette photo dépasse 8 Mo, ou a trop de points. Choisissez-en une autre, ou continuez sans photo.
wrong-code = Aucune proposition n’a ce code. Relisez-le lettre par lettre.
wrong-state = La proposition n’est plus là où elle était. Ouvrez la page de nouveau.
wrong-phase = Cette étape appartient à une autre phase du processus.
wrong-reason = Écrivez une raison pour chaque critère qui n’est pas rempli. Les habitants la verront.
wrong-price = Écrivez un prix supérieur à zéro.
wrong-number = Un numéro sur le bulletin est 1 ou plus.
wrong-itself = Une proposition ne peut pas faire partie d’elle-même.
