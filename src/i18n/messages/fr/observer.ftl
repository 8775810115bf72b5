### BROUILLON : une médiatrice ou un médiateur doit relire ces textes avant tout usage réel.
### Les résultats, pas à pas, et ce que vérifient les observateurs.

## Résultats
results-title = Résultats
results-lead = Tous les votes sont comptés. Choisissez un bulletin pour voir ce qui est décidé et pourquoi.
results-none = Il n’y a pas encore de résultat. Il vient quand les votes sont comptés et que deux responsables l’ont publié.
results-open = Voir le résultat
result-tag = Résultat final
result-headline = { $n ->
    [0] Aucun projet ne sera construit
    [one] { $n } projet sera construit
    [many] { $n } de projets seront construits
   *[other] { $n } projets seront construits
}
result-adopted = La réponse est oui
result-rejected = La réponse est non
result-voted = { $n ->
    [one] <b>{ $n } vote a été compté.</b>
    [many] <b>{ $n } de votes ont été comptés.</b>
   *[other] <b>{ $n } votes ont été comptés.</b>
}
result-helped = { $percent } sur 100 ont aidé à payer au moins un des projets.
result-blank = { $n ->
    [0] Aucun n’était blanc.
    [one] { $n } était blanc.
    [many] { $n } étaient blancs.
   *[other] { $n } étaient blancs.
}
result-broken = { $n ->
    [one] { $n } vote ne suivait pas les règles du bulletin et n’a compté pour aucun projet.
    [many] { $n } de votes ne suivaient pas les règles du bulletin et n’ont compté pour aucun projet.
   *[other] { $n } votes ne suivaient pas les règles du bulletin et n’ont compté pour aucun projet.
}
result-withheld = Si peu de personnes ont voté ici, ou toutes ont voté pareil, que les nombres montreraient le vote d’une personne. Nous publions donc seulement ce qui est décidé.
result-bar = { $spent } sur { $whole } dépensés
result-rest = <b>{ $money }</b> ne sont pas dépensés.
result-all-spent = Tout l’argent est dépensé.
result-money = Comment votre argent a été dépensé
result-share-start = { $money } ÷ { $people } votes = <b>{ $share } chacun.</b> Le projet qui coûte le moins à chaque soutien vient d’abord.
result-share-end = Certaines parts ne pouvaient pas servir, car trop peu de personnes avaient choisi le même projet. Toutes les parts ont donc été augmentées peu à peu, jusqu’à ce que plus aucun projet n’entre. <b>La part finale était de { $share }.</b>
result-why-shares = Lire les règles en mots simples
result-neighbour = La part d’un voisin
result-neighbour-who = { $n ->
    [one] Un exemple : une personne qui a choisi le projet { $list }.
    [many] Un exemple : une personne qui a choisi les projets { $list }.
   *[other] Un exemple : une personne qui a choisi les projets { $list }.
}
result-paid = { $money } pour le projet { $n }, { $title }
result-paid-all = { $money } pour le projet { $n }, { $title } (tout ce qui restait)
result-paid-none = Rien pour le projet { $n }, { $title }. La part était déjà dépensée.
result-not-built = Rien pour le projet { $n }, { $title }. Il n’est pas construit.
result-kept = { $money } n’ont pas servi.
result-share-bar = Une part de { $share }
result-own = Voir où est allée votre part
result-own-note = Choisissez encore vos projets. Rien n’est gardé, et personne n’apprend ce que vous avez choisi.
result-own-go = Montrer ma part
result-own-title = Où est allée votre part
result-own-back = Retour au résultat
result-own-of = Votre part était de { $share }.
result-steps = Pas à pas
result-steps-note = Le jaune est l’argent dépensé à cette étape. Le vert l’était déjà.
result-step = Étape { $n }. { $title }
result-step-who = { $people ->
    [one] { $people } personne l’a choisi · coûte { $cost }
    [many] { $people } de personnes l’ont choisi · coûte { $cost }
   *[other] { $people } personnes l’ont choisi · coûte { $cost }
}
result-step-paid = { $n ->
    [one] { $n } soutien a payé { $money }.
    [many] { $n } de soutiens ont payé { $money } chacun.
   *[other] { $n } soutiens ont payé { $money } chacun.
}
result-step-all = { $n ->
    [one] { $n } a payé tout ce qui lui restait.
    [many] { $n } ont payé tout ce qui leur restait.
   *[other] { $n } ont payé tout ce qui leur restait.
}
result-step-sum = { $money } dépensés jusqu’ici
result-step-bar = Après l’étape { $n }, { $spent } sur { $whole } sont dépensés
result-step-more = { $n ->
    [one] Montrer { $n } étape de plus
    [many] Montrer { $n } d’étapes de plus
   *[other] Montrer { $n } étapes de plus
}
result-step-votes = { $votes ->
    [one] { $votes } vote · coûte { $cost }
    [many] { $votes } de votes · coûte { $cost }
   *[other] { $votes } votes · coûte { $cost }
}
result-step-funded = Il entre. Il reste { $money }.
result-step-dear = Il coûte plus que les { $money } qui restent, donc on le passe.
result-step-stopped = Le compte s’était déjà arrêté.
result-table = Tous les projets
result-table-project = Projet
result-table-cost = Coûte
result-table-votes = Choisi par
result-table-why = Résultat et pourquoi
result-built = Sera construit
result-not = Pas financé
why-shares = Ses soutiens avaient ensemble { $left }. Il coûte { $cost }.
why-nobody = Personne ne l’a choisi.
why-dear = Il coûte { $cost }. Il restait { $left }.
why-stopped = Le compte s’est arrêté avant lui, à un projet qui n’entrait pas.
why-other = La règle ne l’a pas choisi. Chaque étape est dans les fichiers publiés.
why-withheld = Les nombres ne sont pas publiés.
built-shares = { $n ->
    [one] Payé à l’étape { $step } par { $n } personne.
    [many] Payé à l’étape { $step } par { $n } de personnes.
   *[other] Payé à l’étape { $step } par { $n } personnes.
}
built-votes = Il entrait à l’étape { $step }.
ties-title = Égalités
tie-cheaper = Les projets { $list } étaient à égalité. Le moins cher est venu d’abord.
tie-more-votes = Les projets { $list } étaient à égalité. Celui qui a le plus de votes est venu d’abord.
tie-lot = Les projets { $list } étaient à égalité. Le sort a décidé : l’ordre est { $list }.
motion-yes = Oui
motion-no = Non
motion-abstain = Sans avis
motion-blank = Blanc
motion-rule = Le oui gagne quand plus de personnes disent oui que non.
motion-bar = { $yes } oui, { $no } non

## Vérification
audit-title = Vérifiez vous-même
audit-lead = Vous n’avez pas à nous croire. Chaque vote est dans une liste publique, sans noms. Tout le monde peut recompter.
audit-numbers = Des nombres qui doivent concorder
audit-letters = Lettres avec un code
audit-spares = Lettres de réserve
audit-counted = Votes de la liste qui comptent
audit-papers = Bulletin
audit-leaves = Entrées dans la liste publique
audit-few = moins de { $n }
audit-few-note = Là où moins de { $n } ont voté, aucun nombre n’est montré, et après le comptage aucun vote ni tableau de ce bulletin n’est publié, seulement ce qui est décidé. De même là où tous ont voté pareil. Un bulletin pour moins de votants que cela ne peut pas s’ouvrir : réunissez les petits quartiers sur un même bulletin, pour que les nombres protègent tout le monde.
audit-turnout-note = Pendant le vote, ces nombres grandissent seulement quand le prochain groupe de votes entre dans la liste.
audit-seal = Sceau de l’urne
audit-seal-note = Le sceau appartient à cette liste et à aucune autre. Demandez son sceau à un observateur. Il doit être le même.
audit-seal-none = La liste n’a pas encore de sceau.
audit-checkpoint-link = Ouvrir le sceau signé
audit-witnesses = { $n ->
    [0] Aucun observateur indépendant n’a encore signé ce sceau
    [one] { $n } observateur indépendant a signé ce sceau
    [many] { $n } d’observateurs indépendants ont signé ce sceau
   *[other] { $n } observateurs indépendants ont signé ce sceau
}
audit-witnesses-none = Personne d’extérieur ne surveille ce vote. C’est plus faible : voyez « Est-ce que c’est sûr ? ».
audit-key-server = La clé qui ouvre les votes est sur ce serveur seulement. Seuls les petits votes peuvent faire ainsi. Des dépositaires seraient plus sûrs.
audit-key-trustees = Les votes peuvent être ouverts seulement par { $threshold } des { $shares } dépositaires ensemble.
audit-rule = Règle de compte
audit-stage = Où on en est
audit-stage-sealed = Scellé. Le vote n’a pas commencé.
audit-stage-open = Le vote est ouvert. Personne ne peut voir les votes.
audit-stage-closed = Le vote est fermé. Les votes ne sont pas encore ouverts.
audit-stage-counted = Les votes sont ouverts et comptés. Deux responsables n’ont pas encore publié.
audit-stage-published = Le résultat est public.
audit-find = Mon vote est-il dans l’urne ?
audit-files = Tout ce qui a été publié
audit-files-note = Téléchargez les fichiers, ou donnez le tout au programme des observateurs. Il travaille sans ce serveur.
audit-command = Le programme et deux commandes suffisent :
audit-none = Les fichiers viennent avec le résultat. D’ici là, le sceau et la liste des entrées sont publics.
audit-zip = Tout télécharger
audit-checked = Ce que vérifie le programme
audit-check-1 = Chaque entrée de la liste est là, et le sceau appartient à cette liste.
audit-check-2 = Le sceau a notre signature et celles des observateurs.
audit-check-3 = Chaque vote a été fait avec un code de la liste des codes, et seul le dernier vote d’un code compte.
audit-check-4 = Il ne compte pas plus de votes que de lettres données.
audit-check-5 = Les votes publiés sont ceux de la liste.
audit-check-6 = Le sort a été tiré après la fermeture du vote.
audit-check-7 = Le résultat suit des votes par la règle scellée, au centime près.
audit-size = { $n } Ko

# What a witness needs, and whether enough have signed.
witness-title = Pour les témoins
witness-lead = Un témoin regarde la liste de temps en temps et signe son sceau. Ainsi personne ne peut montrer une liste aux uns et une autre aux autres.
witness-who = Qui a signé le dernier sceau
witness-enough = Assez de témoins ont signé.
witness-missing = Pas encore assez de témoins ont signé. Ce n’est pas grave tant qu’ils passent voir ; après la clôture, attendez-les.
witness-count-waits = Le vote est clos. On ne lance les dés et on ne compte les votes que lorsque assez de témoins ont signé cette liste : plus personne ne peut alors la changer.
witness-signed = signé : { $when }
witness-unsigned = n’a pas encore signé ce sceau
witness-how = Comment signer
witness-before = Une clé ne compte que si les règles scellées la nomment. Avant que le vote soit scellé : faites une clé avec la première commande ci-dessous et donnez aux responsables la ligne qu’elle écrit.
witness-step-1 = Téléchargez le sceau. Si vous avez déjà signé, téléchargez aussi la preuve depuis le nombre d’entrées que vous aviez signé.
witness-step-2 = Lancez le programme. Il refuse si quelque chose a été retiré ou changé.
witness-step-3 = Collez ci-dessous la ligne qu’il écrit. Aucun compte n’est nécessaire : seule votre clé peut l’avoir faite.
witness-checkpoint = Télécharger le sceau
witness-old = Entrées signées la dernière fois
witness-proof = Télécharger la preuve
witness-line = La ligne écrite par le programme
witness-line-hint = Elle commence par un tiret et votre nom.
witness-line-fault = Ce n’est pas une ligne écrite par le programme. Copiez-la entière, avec le tiret du début.
witness-stranger = Cette ligne ne convient pas. La liste a peut-être un sceau plus récent : téléchargez-le et signez de nouveau. Ou votre clé n’est pas dans la liste scellée des témoins.
witness-go = Remettre la ligne
witness-http = Un programme peut faire tout cela seul : morada-verify witness serve répond par le réseau, et ce serveur l’interroge.
audit-notices = Avis sur ce vote
audit-notices-note = Ce que les responsables ont dû dire pendant le vote. Chaque avis est dans la liste publique et ne peut pas être retiré.
audit-notice-entry = entrée { $n } de la liste

bound-title = Votes en double
bound-none = Aucune lettre de vote n’a été remplacée : personne n’a pu voter deux fois.
bound-below = Lettres de vote remplacées : { $letters }. Au plus autant de personnes ont pu voter deux fois. Votes qui devraient manquer pour un autre résultat : { $votes }.
bound-reached = Lettres de vote remplacées : { $letters }. Au plus autant de personnes ont pu voter deux fois. Votes qui devraient manquer pour un autre résultat : { $votes }. Personne ne peut dire que le résultat aurait été le même.
bound-safe = Lettres de vote remplacées : { $letters }. Au plus autant de personnes ont pu voter deux fois. Ici cela ne change rien.
bound-unknown = Lettres de vote remplacées : { $letters }. Au plus autant de personnes ont pu voter deux fois. Avec cette façon de compter, personne ne sait dire en un seul nombre à combien de votes tient le résultat. Personne ne peut dire que le résultat aurait été le même.
