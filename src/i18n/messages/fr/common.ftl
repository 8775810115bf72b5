### BROUILLON : une médiatrice ou un médiateur doit relire ces textes avant tout usage réel.
### Ce que toutes les pages partagent. Des mots simples, une idée par phrase.

## Cadre
skip = Aller au contenu principal
languages = Langues
problem-prefix = Problème :
main-navigation = Principale

## Pied de page
footer-help = Besoin d’aide ?
footer-count = Comment nous comptons
footer-data = Vos données
footer-help-page = Où trouver de l’aide
footer-rules = Les règles, en mots simples
footer-audit = Vérifiez le résultat
footer-safe = Est-ce que c’est sûr ?
footer-keep = Ce que nous gardons, et combien de temps
footer-accessibility = Déclaration d’accessibilité
footer-display = Taille du texte et contraste
footer-about = { -morada } est un logiciel libre pour décider ensemble.
footer-demo = Ceci est une démonstration. Ses projets et ses nombres sont inventés.
footer-phone = Appelez le { $phone }

## Nombres
projects = { $n ->
    [one] { $n } projet
    [many] { $n } de projets
   *[other] { $n } projets
}

## Jours et heures
weekday-moment = { $weekday } { $day }, { $time }
weekday-day = { $weekday } { $day }
day-range = { $from } – { $to }

## Problèmes en haut d'un formulaire
fault-summary = { $n ->
    [one] Il y a un problème
    [many] Il y a { $n } de problèmes
   *[other] Il y a { $n } problèmes
}

## Taille du texte et contraste
display-title = Taille du texte et contraste
display-lead = Choisissez ce que vous lisez le mieux. C’est gardé seulement dans votre navigateur.
display-size = Taille du texte
display-size-normal = Normale
display-size-large = Grande
display-size-huge = Très grande
display-contrast = Contraste
display-contrast-normal = Couleurs normales
display-contrast-high = Blanc et jaune sur noir
display-save = Utiliser
display-bigger = Texte plus grand
display-smaller = Texte normal

## Pages qui disent non
not-found-title = Cette page n’est pas ici
not-found-what = L’adresse est peut-être fausse, ou la page a changé de place.
refused-title = Cette page est restée ouverte trop longtemps
refused-what = Nous n’avons pas pu vérifier que ceci venait de notre page. Rien n’a changé.
refused-do = Revenez en arrière, rechargez la page et envoyez encore une fois.
too-large-title = C’est trop pour un seul envoi
too-large-what = Votre envoi est plus grand que ce que nous pouvons prendre. Rien n’a changé.
unreadable-title = Nous n’avons pas pu lire l’envoi
unreadable-what = Il manquait quelque chose, ou c’était mélangé. Rien n’a changé.
too-many-title = Attendez un peu
too-many-what = Il y a eu trop d’essais depuis cette connexion. Rien n’a changé.
too-many-do = { $minutes ->
    [one] Réessayez dans { $minutes } minute, ou demandez de l’aide.
    [many] Réessayez dans { $minutes } de minutes, ou demandez de l’aide.
   *[other] Réessayez dans { $minutes } minutes, ou demandez de l’aide.
}
broken-title = Quelque chose s’est cassé chez nous
broken-what = Nous n’avons pas pu montrer cette page. Revenez en arrière et réessayez.
broken-do = Si vous envoyiez un vote, cherchez d’abord votre reçu. L’envoyer deux fois ne gêne pas : votre dernier vote compte.
busy-title = La maison est pleine
busy-what = Beaucoup de monde est ici en ce moment. Rien n’a changé.
busy-do = Attendez une minute, puis envoyez encore une fois.
full-title = La réserve est pleine
full-what = Nous n’avons pas pu garder votre envoi. Rien n’a changé.
full-do = Réessayez plus tard, ou allez à un guichet. Prévenez quelqu’un : le serveur manque de place.
to-start = Vers la première page
to-help = Où trouver de l’aide
not-allowed-title = Votre rôle ne permet pas ceci
not-allowed-what = Vous êtes connecté, mais ceci relève du travail de quelqu’un d’autre. Rien n’a changé.
not-allowed-do = Demandez à un administrateur quels rôles vous avez.
