### BROUILLON : une médiatrice ou un médiateur doit relire ces textes avant tout usage réel.
### Les pages de toute l'installation et la navigation d'un processus.

## Navigation
nav-home = Cette année
nav-projects = Projets
nav-how = Comment on compte
nav-results = Résultats
nav-works = Ce qui a été fait
nav-help = Aide

## Première page du lieu
home-title = Ce qui se décide ici
home-lead = Toutes les personnes qui habitent ici participent. Choisissez ce que vous voulez voir.
home-none = Rien n’est soumis au vote en ce moment. Revenez plus tard, ou demandez de l’aide.

## Est-ce que c'est sûr ?
safe-title = Est-ce que c’est sûr ?
safe-lead = Nous vous disons ce qui est protégé, et ce qui ne l’est pas.
safe-secret = Votre vote est secret
safe-secret-1 = Aucune liste ne joint noms et codes. Les lettres sont fermées et toutes pareilles. Elles sont données d’un tas mélangé.
safe-secret-2 = Un code ouvre une clé. La clé n’est pas un nom. Deux bases de données restent séparées : une pour les personnes, une pour l’urne. Rien ne les joint.
safe-secret-3 = Les votes sont fermés à clé à l’arrivée. Ils sont ouverts seulement après la fin du vote, et une seule fois.
safe-secret-4 = Les votes entrent dans la liste publique par groupes, triés et sans heure. Le moment de votre vote ne dit donc rien.
safe-counted = Votre vote est compté comme vous l’avez envoyé
safe-counted-1 = Votre reçu montre que votre vote est dans l’urne. Vous pouvez regarder quand vous voulez.
safe-counted-2 = Des observateurs indépendants signent le sceau de la liste. Un vote retiré ou ajouté brise le sceau.
safe-counted-3 = À la fin, tout le monde peut recompter avec un programme qui ne nous croit en rien.
safe-forced = Si quelqu’un vous met la pression
safe-forced-1 = Vous pouvez voter encore plus tard. Seul votre dernier vote compte. Vous seul le voyez.
safe-forced-2 = Votre reçu ne montre jamais ce que vous avez choisi. Personne ne peut vous demander de le prouver.
safe-forced-3 = Vous pouvez aussi voter sur papier à un guichet. Rendez-y votre code.
safe-not = Ce qui n’est pas protégé
safe-not-1 = Qui est à côté de vous quand vous votez voit votre écran. Aucun système ne règle cela. Votez encore quand vous êtes seul.
safe-not-2 = Un téléphone avec un mauvais programme peut espionner. Si vous ne faites pas confiance à votre téléphone, votez à un guichet.
safe-not-3 = Qui gère ce serveur pourrait changer son programme et voir les votes à leur arrivée. Les observateurs ne le voient pas de l’extérieur. Le serveur doit donc être géré par d’autres que ceux qui y gagnent.
safe-not-4 = Si ce vote a une seule clé sur ce serveur, qui le gère pourrait ouvrir les votes trop tôt. La page de vérification dit en rouge si c’est le cas.
safe-not-5 = Beaucoup de choix sur un bulletin peuvent former un motif que quelqu’un reconnaît. Si on vous force à voter selon un motif, dites-le à un observateur.

## Vos données
data-title = Ce que nous gardons, et combien de temps
data-lead = Nous demandons le moins possible. Ce que nous n’avons pas, personne ne peut le prendre.
data-never = Ce que nous ne gardons jamais
data-never-1 = Nationalité, numéros de titre ou de document, copies de papiers. Il n’y a pas de case pour cela.
data-never-2 = Votre code de vote. Il est scellé dans votre navigateur pendant le vote, une demi-heure au plus.
data-never-3 = Quand vous avez voté, de quel téléphone ou de quelle connexion.
data-never-4 = Quelles lignes de la liste des votants ont voté.
data-keep = Ce que nous gardons
data-keep-1 = Votre vote fermé, sous une clé qui n’est pas un nom. Il est publié sans rien qui mène à vous.
data-keep-2 = Qu’une lettre a été donnée. Pas quel code était dedans.
data-keep-3 = Les avis et décisions des responsables. Ils restent publics.
data-browser = Ce que garde votre navigateur
data-browser-1 = La langue choisie, et la taille du texte et le contraste si vous les avez changés. Pendant un an.
data-browser-2 = Un nombre au hasard qui protège les formulaires. Il disparaît quand vous fermez le navigateur.
data-browser-3 = Votre code scellé pendant le vote. Le bouton « Finir et effacer cette page » l’enlève.
data-browser-4 = Rien d’autres entreprises. Pas de compte des visites, pas de publicité.

## Aide
help-title = Où trouver de l’aide
help-lead = Vous pouvez voter sans téléphone, sans e-mail et sans beaucoup lire.
help-code = Je n’ai pas de code, ou je l’ai perdu
help-code-1 = Demandez à un guichet de la commune. Une lettre perdue est remplacée tout de suite. L’ancien code ne compte plus.
help-code-2 = Vous n’avez pas besoin d’adresse e-mail.
help-desk = Je veux que quelqu’un m’aide
help-desk-1 = À un guichet, on peut vous lire les projets. Vous seul choisissez. À ce moment, on regarde ailleurs.
help-desk-2 = Vous pouvez aussi y voter sur papier.
help-call = Téléphone
help-call-1 = Appelez le { $phone }. On peut trouver un guichet et répondre aux questions. On ne prend jamais votre vote par téléphone.
help-read = J’ai du mal à lire ceci
help-read-1 = Agrandissez les lettres : <a>Taille du texte et contraste</a>.
help-read-2 = Chaque projet a un numéro et une image. Ils sont les mêmes à l’écran, sur papier et sur les affiches.
help-problem = Quelque chose ne va pas
help-problem-1 = Dites-le à un observateur. Il ne travaille pas pour la commune. La page de vérification de chaque vote donne les noms.

## Déclaration d'accessibilité
accessibility-title = Déclaration d’accessibilité
accessibility-lead = Ces pages sont faites pour que tout le monde puisse les utiliser.
accessibility-how = Comment nous travaillons
accessibility-how-1 = Nous suivons les règles WCAG 2.2, niveau AA, et la norme européenne EN 301 549.
accessibility-how-2 = Chaque page marche sans script, avec le clavier seul, sur un petit écran et de droite à gauche.
accessibility-how-3 = Des programmes testent chaque page. Ces tests ne trouvent qu’une partie des problèmes, donc des personnes doivent tester aussi.
accessibility-gaps = Ce qui manque, à notre connaissance
accessibility-gaps-1 = Il n’y a pas encore d’enregistrements à écouter ni de langue des signes.
accessibility-gaps-2 = Les textes en arabe, français et portugais sont des brouillons jusqu’à la lecture d’une médiatrice ou d’un médiateur.
accessibility-gaps-3 = Des personnes handicapées n’ont pas encore testé ces pages.
accessibility-tell = Dites-le nous
accessibility-tell-1 = Si quelque chose ne marche pas pour vous, dites-le nous : <a>où trouver de l’aide</a>. Vous pouvez toujours voter à un guichet.
accessibility-date = Cette déclaration est du { $day }.
