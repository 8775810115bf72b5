### Chaque façon de le montrer, sur une page de mots simples.

how = Comment cela se passe
association = Demandez à une association qui vous connaît une lettre avec votre nom et les mots « vit ici depuis … », ou un code qu’elle fait en une minute. Elle n’a pas à dire d’où elle vous connaît.
shelter = Demandez une lettre ou un code au foyer ou au centre où vous dormez. Un endroit pour dormir suffit ; un logement à vous n’est pas nécessaire.
school = Demandez à l’école, au cours de langue ou à l’université une lettre avec votre nom et où vous vivez. Pour un enfant, un parent peut demander.
health = Demandez une lettre au centre de santé, à l’hôpital, à la sage-femme ou à l’assistant social, ou une visite chez vous. Elle dit où vous vivez, jamais pourquoi vous y êtes allé.
employer = Demandez à la personne pour qui vous travaillez, ou à un syndicat, une lettre avec votre nom et où vous vivez. Elle n’a pas à dire ce que vous gagnez.
post = Vous dites votre adresse à un guichet et un code arrive dans votre boîte aux lettres. Apportez-le ou tapez-le. L’adresse sert une fois, pour l’envoi, et n’est pas gardée.
neighbours = Deux personnes de la liste qui savent que vous vivez ici font chacune un code pour vous sur leur propre page. Tapez les deux là où vous demandez une place. Elles n’ont pas à vivre dans votre immeuble, et personne ne voit qui c’était.
home = Apportez ou photographiez un papier avec votre nom et votre rue : loyer, facture, lettre d’une banque ou d’un tribunal, fiche de paie. Il peut venir d’un service de n’importe quel pays, et vous pouvez plier ce qui en dit trop.
attested = Deux personnes ou organisations qui connaissent votre logement et à peu près votre âge vous donnent chacune une lettre ou un code.
card = Apportez une carte avec votre adresse : de la commune, d’un consulat, d’une bibliothèque ou d’un État, même périmée. Personne ne demande d’où elle vient et personne ne note son numéro.
register = Le registre de la commune vous connaît peut-être déjà. Alors vous n’avez rien à faire.
other = Montrez-le à un guichet : quelqu’un le regarde avec vous.
good-for = Valable pendant ce nombre de mois
one-edition = Valable pour un vote
kept = Ce qui est gardé
kept-what = Que quelque chose de ce genre a été vu, quel jour et à quel guichet. Une photo est effacée quand une personne a décidé. Aucune copie, aucun numéro.
