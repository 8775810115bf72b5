### BROUILLON : une médiatrice ou un médiateur doit relire ces textes avant tout usage réel.
### Ce que lisent les habitants, d'un processus jusqu'au reçu. Des mots simples, une idée par phrase.

## Page d'un processus
home-title = Vous habitez ici. Vous décidez.
home-open = { $place } met de côté { $money } pour des projets proposés par des habitants. Choisissez ceux que vous voulez avant <b>{ $when }</b>.
home-open-motion = La question est posée à toutes les personnes qui habitent { $place }. Répondez avant <b>{ $when }</b>.
home-before = { $place } met de côté { $money } pour des projets proposés par des habitants. Le vote ouvre <b>{ $when }</b>.
home-before-motion = Une question sera posée à toutes les personnes qui habitent { $place }. Le vote ouvre <b>{ $when }</b>.
home-counting = Le vote est fini. L’urne est scellée et on compte les votes.
home-result = Le vote est fini et les votes sont comptés. Voyez ce qui est décidé, et vérifiez-le vous-même.
home-preparing = La liste des projets est en cours. Le vote n’a pas encore de date.
home-proposing = Voyez ce que les habitants proposent. Le vote vient plus tard.
home-tag-open = Le vote est ouvert
home-tag-before = Le vote ouvre bientôt
home-tag-counting = Le vote est fini
home-tag-result = Le résultat est là
home-tag-preparing = En préparation
home-tag-proposing = Propositions des habitants
home-vote = Voter maintenant
home-no-code = Je n’ai pas de code de vote
home-see-result = Voir le résultat
home-see-projects = Voir les projets
home-find = Chercher mon reçu
home-fact-money = <b>{ $money }</b> à dépenser
home-fact-projects = { $n ->
    [one] <b>{ $n } projet</b> au choix
    [many] <b>{ $n } de projets</b> au choix
   *[other] <b>{ $n } projets</b> au choix
}
home-fact-days = { $n ->
    [0] <b>Aujourd’hui</b> est le dernier jour pour voter
    [one] <b>{ $n } jour</b> pour voter
    [many] <b>{ $n } de jours</b> pour voter
   *[other] <b>{ $n } jours</b> pour voter
}
home-fact-few = <b>Moins de { $n }</b> ont déjà voté
home-fact-voted = { $n ->
    [one] <b>{ $n } personne</b> a déjà voté
    [many] <b>{ $n } de personnes</b> ont déjà voté
   *[other] <b>{ $n } personnes</b> ont déjà voté
}
home-who = Qui peut voter ?
home-who-lives = Toutes les personnes qui habitent { $place } et ont { $age } ans ou plus. <b>Quelle que soit la nationalité.</b>
home-who-lives-works = Toutes les personnes qui habitent, travaillent ou étudient à { $place } et ont { $age } ans ou plus. <b>Quelle que soit la nationalité.</b>
home-who-note = Le vote est secret et gratuit. Personne ne demande vos papiers.
home-how = Comment voter
home-step-code = 1. Recevez votre code
home-step-code-note = Il arrive par lettre, ou vous l’obtenez à un guichet. Pas besoin d’e-mail.
home-step-choose = 2. Choisissez
home-step-choose-note = Vous pouvez changer votre vote jusqu’au dernier jour. Seul le dernier compte.
home-step-slip = 3. Gardez votre reçu
home-step-slip-note = Il montre que votre vote est dans l’urne. Il ne montre jamais ce que vous avez choisi.
home-phases = L’année, pas à pas
home-phase-rules = Lire les règles en mots simples
home-phase-done = (terminé)
home-phase-now = Maintenant
home-projects = Projets soumis au vote
home-projects-all = { $n ->
    [one] Voir le projet
    [many] Voir les { $n } de projets
   *[other] Voir les { $n } projets
}
home-near = Qu’y a-t-il près de chez vous ?
home-near-note = Chaque carreau est une partie du territoire. Un nombre veut dire qu’il y a là un projet.
home-near-drawing = C’est un dessin, pas une carte mesurée.
home-near-all = Voir tous les projets
home-person = Vous préférez voter en personne ?
home-person-note = À un guichet, quelqu’un peut vous aider et vous lire les projets. Vous seul choisissez.
home-person-link = Où trouver de l’aide

## Noms des phases
phase-draft = Préparation
phase-informing = Ce qui va se passer
phase-accepting = Proposer
phase-reviewing = Vérifier
phase-supporting = Soutenir
phase-evaluating = Prix
phase-provisional = Première liste
phase-appeals = Réclamations
phase-final-list = Liste finale
phase-balloting = Voter
phase-counting = Compter
phase-published = Résultat
phase-implementing = Construire
phase-closed = Terminé
phase-from = À partir du { $day }

## Projets
projects-title = Projets
projects-lead = { $n ->
    [one] { $n } projet est soumis au vote.
    [many] { $n } de projets sont soumis au vote.
   *[other] { $n } projets sont soumis au vote.
}
projects-none = Il n’y a pas encore de projets. La liste sera ici.
projects-here = Seulement les projets à { $area }.
projects-everywhere = Montrer tous les projets
project-where = Où
project-cost = Coûte
project-vote = Soumis au vote dans
project-proposed = Proposé par { $group }
project-back = Tous les projets
project-number = Projet { $n }
project-title = Projet { $n } : { $title }
text-original = Original
text-checked = Traduit par { $who }, vérifié
text-checked-nobody = Traduit et vérifié
text-by-person = Traduit par { $who }, pas encore vérifié
text-by-person-nobody = Traduit, pas encore vérifié
text-draft = Brouillon automatique, pas vérifié
text-see-original = Voir l’original
cost-open = prix pas encore connu

## Code
code-step = Votre code
code-title = Tapez votre code de vote
code-lead = Il est dans votre lettre : 20 lettres et chiffres en quatre groupes.
code-label = Code de vote
code-hint = Par exemple 7K3PQ-9XW4M-2DGRT-H6Y8B. Les petites lettres vont aussi, et les tirets peuvent manquer.
code-go = Continuer
code-lost = Ma lettre est perdue, ou je ne l’ai jamais reçue
code-lost-note = Demandez à un guichet ou appelez. Un nouveau code remplace l’ancien tout de suite.
code-secret = Personne ne voit quel code est à qui. Ceux qui font les codes ne connaissent pas votre nom, et nous ne gardons pas votre code.
code-scan = Vous avez scanné le carré de votre lettre ? Le code est déjà écrit. Appuyez sur le bouton vert.
code-short = { $n ->
    [0] Tapez les 20 lettres et chiffres de votre code.
    [one] Le code a 20 lettres et chiffres. Vous en avez tapé { $n }.
    [many] Le code a 20 lettres et chiffres. Vous en avez tapé { $n }.
   *[other] Le code a 20 lettres et chiffres. Vous en avez tapé { $n }.
}
code-symbol = { $group ->
    [1] Regardez encore le premier groupe. Aucun code n’a le signe à la place { $place }.
    [2] Regardez encore le deuxième groupe. Aucun code n’a le signe à la place { $place }.
    [3] Regardez encore le troisième groupe. Aucun code n’a le signe à la place { $place }.
   *[4] Regardez encore le dernier groupe. Aucun code n’a le signe à la place { $place }.
}
code-check = Une lettre ou un chiffre est faux, ou deux ont changé de place. Comparez chaque groupe avec votre lettre.
code-unknown = Nous ne connaissons pas ce code dans ce vote. Comparez-le avec votre lettre, ou demandez de l’aide.
code-retired = Ce code a été remplacé. Prenez la lettre la plus récente, ou demandez à un guichet.
code-gone = Votre temps dans l’isoloir est fini, ou la page a été effacée. Tapez encore votre code. Rien n’a été envoyé.
closed-before-title = Le vote n’est pas encore ouvert
closed-before = Le vote ouvre le { $when }.
closed-after-title = Le vote est fini
closed-after = Le vote a fermé le { $when }.
closed-while-choosing = Le vote a fermé le { $when }. Vos choix n’ont pas été envoyés.
closed-none-title = Il n’y a rien à voter ici

## Bulletins
papers-title = Vos bulletins
papers-lead = { $n ->
    [one] Vous avez { $n } bulletin. Remplissez-le et envoyez-le.
    [many] Vous avez { $n } de bulletins. Remplissez et envoyez chacun. Vous pouvez en laisser un de côté.
   *[other] Vous avez { $n } bulletins. Remplissez et envoyez chacun. Vous pouvez en laisser un de côté.
}
papers-open = Remplir
papers-again = Envoyé. Remplir encore
papers-done = Envoyé
papers-finish = J’ai fini

## Bulletin
step-choose = Choisir
step-check = Vérifier et envoyer
ballot-title = Choisissez les projets que vous voulez
ballot-title-one = Choisissez un projet
ballot-title-motion = Votre réponse
ballot-lead-money = Vous avez { $money } à dépenser. Choisissez autant de projets que vous voulez, tant qu’il reste de l’argent.
ballot-lead-max = { $n ->
    [one] Choisissez { $n } projet.
    [many] Choisissez jusqu’à { $n } de projets.
   *[other] Choisissez jusqu’à { $n } projets.
}
ballot-lead-min = Choisissez au moins { $min } et au plus { $max } projets.
ballot-lead-one = Choisissez le projet que vous voulez le plus.
ballot-lead-motion = Choisissez une réponse.
ballot-again = Vous avez déjà voté. Si vous envoyez ce bulletin, lui seul compte.
ballot-kept = Vos choix restent sur cette page jusqu’à l’envoi. Rien n’est encore compté.
ballot-choose = Choisir ce projet
ballot-chosen = Choisi
ballot-choose-answer = Choisir cette réponse
ballot-more = Lire la suite
ballot-nothing = Je ne choisis rien. J’envoie un vote blanc.
ballot-languages = Cette page dans une autre langue. Vos choix restent.
ballot-desk-only = Ce bulletin se remplit seulement à un guichet.
motion-yes = Oui
motion-no = Non
motion-abstain = Je participe sans avis
meter-label = Votre argent
meter-label-count = Vos choix
meter-left = <b>{ $money }</b> à dépenser
meter-over = <b>{ $money }</b> de trop
meter-count = <b>{ $n } sur { $max }</b> choisis
meter-sum = Choisis : { $n } · { $spent } sur { $whole }
meter-sum-count = { $left ->
    [0] Vous ne pouvez plus rien choisir.
    [one] Vous pouvez encore en choisir { $left }.
    [many] Vous pouvez encore en choisir { $left }.
   *[other] Vous pouvez encore en choisir { $left }.
}
meter-sum-over = { $n ->
    [one] Retirez-en { $n }.
    [many] Retirez-en { $n }.
   *[other] Retirez-en { $n }.
}
meter-go = Vérifier mon vote
meter-update = Actualiser
meter-bar = { $spent } sur { $whole } dépensés. Il reste { $left }.
meter-bar-over = { $spent } sur { $whole } dépensés. C’est { $over } de trop.
fault-over = Vos projets coûtent { $over } de plus que ce que vous avez. Retirez-en un, ou plusieurs.
fault-over-last = Vos projets coûtent { $over } de plus que ce que vous avez. Retirez le projet { $n }, ou un autre.
fault-over-here = Ce projet coûte { $cost }. Il vous restait { $left }. Retirez d’abord un autre projet, ou laissez celui-ci de côté.
fault-too-many = Vous en avez choisi { $n }. Le maximum est { $max }. { $over ->
    [one] Retirez-en un.
    [many] Retirez-en { $over }.
   *[other] Retirez-en { $over }.
}
fault-too-few = Vous en avez choisi { $n }. Choisissez au moins { $min } projets, ou envoyez un vote blanc sans aucun.
fault-unknown = Un de vos choix n’est pas sur ce bulletin. Nous l’avons retiré. Vérifiez ce qui reste.
fault-repeated = Un projet est venu deux fois. Il est maintenant choisi une fois. Vérifiez vos choix.
fault-not-checked = Ces choix n’ont pas encore été vérifiés. Vérifiez-les et envoyez encore.
fault-overtaken = Votre code a voté il y a un instant dans une autre fenêtre. Vérifiez vos choix et envoyez encore si vous voulez que ceux-ci comptent.
fault-busy = Beaucoup de monde vote en ce moment et votre vote n’a pas été pris. Attendez une minute et envoyez-le encore.

## Vérifier
check-title = Vérifiez votre vote
check-lead-money = { $n ->
    [one] Vous avez choisi { $n } projet. Il coûte { $money }.
    [many] Vous avez choisi { $n } de projets. Ils coûtent { $money }.
   *[other] Vous avez choisi { $n } projets. Ils coûtent { $money }.
}
check-lead = { $n ->
    [one] Vous avez choisi { $n } projet.
    [many] Vous avez choisi { $n } de projets.
   *[other] Vous avez choisi { $n } projets.
}
check-lead-motion = Voici votre réponse.
check-lead-empty = Vous n’avez rien choisi. C’est un vote blanc. Il compte comme une participation.
check-change = Changer mes choix
check-left = <b>Il reste { $money }.</b> Ce n’est pas grave. Vous n’êtes pas obligé de tout dépenser.
check-others = { $n ->
    [one] Voir le projet que vous n’avez pas choisi
    [many] Voir les { $n } de projets que vous n’avez pas choisis
   *[other] Voir les { $n } projets que vous n’avez pas choisis
}
check-send = Envoyer mon vote
check-again = Vous pouvez voter encore jusqu’au { $when }. Seul votre dernier vote compte.
check-bar = { $spent } sur { $whole } dépensés

## Reçu
slip-title = Votre vote est dans l’urne
slip-lead = Merci. Gardez ce reçu.
slip-name = Reçu
slip-qr = Carré avec le même code
slip-vote = Vote
slip-inclusion = Dans la liste publique
slip-inclusion-when = au plus tard le { $when }
slip-inclusion-now = Il est dans la liste, au numéro { $n } sur { $size }.
slip-replaced = Un vote plus récent avec le même code compte à sa place.
slip-retired = Le code de ce vote a été remplacé. Ce vote ne compte pas.
slip-note = Il montre que votre vote est dans l’urne. Il ne montre jamais ce que vous avez choisi, donc personne ne peut vous demander de le prouver.
slip-picture = Garder comme image
slip-promise = Garder notre promesse signée
slip-proof = Garder la preuve
slip-next = La suite
slip-next-again = Jusqu’au { $day }
slip-next-again-note = Vous pouvez voter encore avec le même code. Seul le dernier vote compte.
slip-next-close = { $day }
slip-next-close-note = L’urne est fermée et scellée. <a>Cherchez votre reçu dans la liste</a>.
slip-next-result = Ensuite
slip-next-result-note = Les votes sont ouverts et comptés. Chaque étape du compte est publique.
slip-more = Vous avez un autre bulletin
slip-more-go = Remplir le bulletin suivant
slip-finish = Téléphone partagé ? Finir et effacer cette page
slip-done = Vers la première page

## Chercher le reçu
find-title = Chercher mon reçu
find-lead = Tapez le code de votre reçu. Vous voyez si votre vote est dans l’urne. Personne ne voit ce que vous avez choisi.
find-label = Code de votre reçu
find-hint = 20 lettres et chiffres en quatre groupes, par exemple 4W7TA-9QXN2-E1MCB-0V5RK.
find-go = Chercher
find-short = Le code d’un reçu a 20 lettres et chiffres. Vous en avez tapé { $n }.
find-symbol = Regardez encore le signe numéro { $place }. Un reçu n’a jamais ce signe.
find-none = Nous ne l’avons pas trouvé. Comparez le code avec votre reçu. S’il est juste, dites-le à un observateur ou demandez de l’aide.
find-waiting = Oui. Votre vote est dans l’urne. Il entre dans la liste publique au plus tard le { $when }.
find-yes = Oui. Votre vote est dans l’urne : numéro { $n } sur { $size } dans la liste publique.
find-counts = C’est celui qui compte pour son code de vote.
find-replaced = Ce reçu a été remplacé par un vote plus récent avec le même code. C’est ce vote qui compte.
find-retired = Le code de ce reçu a été remplacé à un guichet. Ce vote ne compte pas.
find-proof = Preuve pour votre propre programme
find-proof-note = Tout le monde peut vérifier ce texte avec le programme des observateurs, sans nous.
find-promise = Notre promesse signée
find-seal = Sceau de la liste
find-seal-note = Comparez ces quatre carreaux avec ceux qu’un observateur vous montre. Ils doivent être les mêmes.

## Comment nous comptons
how-title = Comment nous comptons
how-lead = Ces règles ont été fixées avant le premier vote. Personne ne peut plus les changer.
how-lead-open = Ces règles seront fixées avant le premier vote.
how-rule-shares = Parts égales
how-rule-votes = Le plus de votes
how-rule-motion = Oui ou non
how-rule-other = Règle de compte
how-shares-1 = Chaque personne qui vote reçoit la même part de l’argent.
how-shares-2 = Les personnes qui ont choisi le même projet le paient ensemble.
how-shares-3 = Qui a encore de l’argent paie le suivant. Ainsi chacun a son tour.
how-shares-more = Un projet est construit quand les personnes qui l’ont choisi peuvent le payer avec leurs parts. Celui qui coûte le moins à chacune vient d’abord.
how-shares-add1 = Certaines parts ne peuvent pas servir, car trop peu de personnes ont choisi le même projet. Alors nous augmentons toutes les parts peu à peu et comptons encore, jusqu’à ce que plus aucun projet n’entre.
how-shares-cost = Un projet compte autant qu’il coûte.
how-shares-cardinality = Tous les projets comptent autant, chers ou non.
how-votes-1 = Le projet qui a le plus de votes vient d’abord.
how-votes-skip = Si un projet coûte plus que ce qui reste, nous le passons et essayons le suivant.
how-votes-stop = Si un projet coûte plus que ce qui reste, le compte s’arrête là.
how-motion-1 = La réponse est oui quand plus de personnes disent oui que non.
how-other-1 = La règle exacte est dans les papiers scellés. La page de vérification les a.
how-ties = Quand deux sont à égalité
how-tie-cheaper = Le projet le moins cher vient d’abord.
how-tie-more-votes = Le projet qui a le plus de votes vient d’abord.
how-tie-lot = S’ils sont encore à égalité, le sort décide. Il est tiré en public après la fin du vote.
how-may = Ce que vous pouvez choisir
how-may-money = Autant de projets que vous voulez, s’ils ne coûtent pas plus de { $money } ensemble.
how-may-approval = { $max ->
    [one] { $max } projet.
    [many] Jusqu’à { $max } de projets.
   *[other] Jusqu’à { $max } projets.
}
how-may-approval-min = Au moins { $min } et au plus { $max } projets.
how-may-one = Un projet.
how-may-motion = Oui, non, ou participer sans avis.
how-may-empty = Vous pouvez aussi envoyer un vote blanc.
how-small = Si moins de { $n } personnes votent, ou si toutes votent pareil, nous publions seulement ce qui est décidé, sans nombres. Ainsi personne ne devine le vote d’une personne.
how-batches = Les votes entrent dans la liste publique par groupes d’au moins { $n }, pour que l’heure d’un vote ne dise rien.
how-check = Comment vous pouvez vérifier
how-check-note = Chaque vote est dans une liste publique, sans noms. Tout le monde peut recompter avec son propre programme.
home-notices = Avis
home-notice-back = Retiré le { $at }
poster-back = Le vote
poster-qr = Adresse de ce budget en image carrée
poster-read = Lisez, proposez et votez ici
poster-title = Affiche de ce vote
