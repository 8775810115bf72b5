### Inscriptions qui changent : corrigées, déplacées, renouvelées, avec avis.

change = Corriger, déménager ou renouveler
change-lead = Tout est regardé à nouveau avec un papier d’aujourd’hui. La carte reste comme elle est ; sa page montre le nouveau quartier.
change-note = Un nom faux, un autre quartier, une vérification qui finit bientôt : demandez ici un changement. Les mêmes questions viennent, remplies comme elles sont, et le bureau décide.
change-go = Demander un changement
asks-change = Un changement d’une inscription qui existe
changed-title = Votre inscription est changée
changed-lead = Votre carte reste comme elle est. Votre page montre ce qui est gardé maintenant.
notice = Donner avis que cette inscription va finir
notice-note = Pour une inscription qui n’est plus vraie alors qu’on ne peut pas interroger la personne. Elle vaut jusqu’à la fin des jours de contestation, ou jusqu’à ce que trois autres personnes aient entendu la contestation. Imprimez l’avis et envoyez-le par la poste.
notice-reason = Pourquoi
notice-go = Donner avis
notice-given = Imprimez cette page et envoyez-la à la personne. Avec le code ci-dessous, elle lit la raison et peut contester.
notice-until = On peut contester jusqu’au { $day }.
notice-subject = Un avis sur votre inscription
notice-text = Votre inscription va finir. Vous pouvez contester jusqu’au { $day }. Avec ce code, vous lisez pourquoi et que faire : { $code }
strike-title = Votre inscription va finir
strike-mark = Avis
stays-title = Votre inscription reste
stays-lead = Trois personnes ont entendu votre contestation. Rien ne change pour vous.
struck = Finie après un avis
act-changed = A changé une inscription ; a été montré : { $evidence }
act-notice = A donné avis qu’une inscription va finir : { $reason }
