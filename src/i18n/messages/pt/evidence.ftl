### Cada forma de mostrar, numa página de palavras simples.

how = Como se faz
association = Peça a uma associação que o conhece uma carta com o seu nome e as palavras “vive aqui desde …”, ou um código que ela faz num minuto. Não tem de dizer porque o conhece.
shelter = Peça uma carta ou um código no abrigo ou albergue onde dorme. Um lugar para dormir basta; não precisa de casa própria.
school = Peça à escola, ao curso de língua ou à universidade uma carta com o seu nome e onde vive. Por uma criança pode pedir o pai ou a mãe.
health = Peça uma carta ao centro de saúde, hospital, parteira ou assistente social, ou uma visita a casa. Diz onde vive, nunca porque lá foi.
employer = Peça a quem lhe dá trabalho, ou a um sindicato, uma carta com o seu nome e onde vive. Não tem de dizer quanto ganha.
post = Diz a sua morada num balcão e um código chega à sua caixa do correio. Traga-o ou escreva-o. A morada serve uma vez, para o envio, e não fica guardada.
neighbours = Duas pessoas da lista que sabem que vive aqui fazem, cada uma, um código para si na sua própria página. Escreva os dois onde pede lugar. Não têm de viver no seu prédio, e ninguém vê quem foram.
home = Traga ou fotografe um papel com o seu nome e rua: renda, conta, carta de um banco ou tribunal, recibo de salário. Pode ser de um serviço de qualquer país, e pode dobrar o que diz a mais.
attested = Duas pessoas ou organizações que conhecem a sua casa e mais ou menos a sua idade dão-lhe, cada uma, uma carta ou um código.
card = Traga um cartão com a sua morada: da autarquia, de um consulado, de uma biblioteca ou de um Estado, mesmo caducado. Ninguém pergunta de onde é e ninguém anota o número.
register = O registo da própria autarquia talvez já o conheça. Então não tem de fazer nada.
other = Mostre num balcão: alguém vê consigo.
good-for = Válido por este número de meses
one-edition = Válido por uma votação
kept = O que se guarda
kept-what = Que algo deste tipo foi visto, em que dia e em que balcão. Uma fotografia é apagada quando uma pessoa decide. Nenhuma cópia, nenhum número.
