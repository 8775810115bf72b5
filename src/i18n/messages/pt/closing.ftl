### Fechar a lista para uma votação.

title = Fechar a lista para uma votação
lead = Publica-se quantas pessoas estão na lista, onde, e com que prova, e o resumo criptográfico exato destas linhas vai para o registo público. Ninguém é nomeado; números abaixo de dez ficam de fora.
numbers = Como está agora
process = A votação
two = Duas pessoas
phrase = NOTICE e o ano da votação, por exemplo NOTICE 2026
go = Publicar, como primeira de duas pessoas
notice = A lista de votantes está fechada. Pessoas na lista: { $n }. SHA-256 do que se publica sobre ela: { $sha }
notice-few = A lista de votantes está fechada, com menos de dez pessoas. SHA-256 do que se publica sobre ela: { $sha }
published = Quando a lista fechou
published-note = O que se publicou de cada vez: números por zona e por prova, e um selo da lista. O seu resumo está no registo da votação.
of = { $process }
