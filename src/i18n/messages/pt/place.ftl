### RASCUNHO: um mediador humano tem de rever estes textos antes de qualquer uso real.
### As páginas de toda a instalação e a navegação de um processo.

## Navegação
nav-home = Este ano
nav-projects = Projetos
nav-how = Como contamos
nav-results = Resultados
nav-works = O que foi feito
nav-help = Ajuda

## Primeira página do lugar
home-title = O que se decide aqui
home-lead = Participa toda a gente que vive aqui. Escolha o que quer ver.
home-none = Agora não há nada a votação. Volte mais tarde, ou peça ajuda.

## Isto é seguro?
safe-title = Isto é seguro?
safe-lead = Dizemos-lhe o que está protegido, e o que não está.
safe-secret = O seu voto é secreto
safe-secret-1 = Nenhuma lista junta nomes e códigos. As cartas estão fechadas e são todas iguais. São entregues de um monte misturado.
safe-secret-2 = Um código abre uma chave. A chave não é um nome. Há duas bases de dados separadas: uma para as pessoas, outra para a urna. Nada as junta.
safe-secret-3 = Os votos são trancados à entrada. São abertos só depois de a votação fechar, e uma só vez.
safe-secret-4 = Os votos entram na lista pública em grupos, por ordem, e sem hora. Assim o momento em que votou não diz nada.
safe-counted = O seu voto é contado como o enviou
safe-counted-1 = O seu talão mostra que o seu voto está na urna. Pode ver quando quiser.
safe-counted-2 = Observadores independentes assinam o selo da lista. Um voto tirado ou acrescentado quebra o selo.
safe-counted-3 = No fim, qualquer pessoa pode contar de novo com um programa que não confia em nada do que é nosso.
safe-forced = Se alguém o pressionar
safe-forced-1 = Pode votar de novo mais tarde. Só conta o seu último voto. Só você vê que o fez.
safe-forced-2 = O seu talão nunca mostra o que escolheu. Ninguém lhe pode pedir que o prove.
safe-forced-3 = Também pode votar em papel num balcão. Entregue lá o seu código.
safe-not = O que não está protegido
safe-not-1 = Quem estiver ao seu lado enquanto vota vê o seu ecrã. Nenhum sistema resolve isso. Vote de novo quando estiver só.
safe-not-2 = Um telefone com um programa mau pode espiar. Se não confia no seu telefone, vote num balcão.
safe-not-3 = Quem gere este servidor poderia mudar o programa e ver os votos à chegada. Os observadores não veem isso de fora. Por isso deve geri-lo quem nada ganha com o resultado.
safe-not-4 = Se esta votação tiver uma só chave neste servidor, quem o gere poderia abrir os votos antes do tempo. A página de verificação diz a vermelho se é assim.
safe-not-5 = Muitas escolhas num boletim podem formar um padrão que alguém reconhece. Se o pressionarem a votar num certo padrão, diga a um observador.

## Os seus dados
data-title = O que guardamos e por quanto tempo
data-lead = Pedimos o mínimo possível. O que não temos, ninguém pode levar.
data-never = O que nunca guardamos
data-never-1 = Nacionalidade, números de autorização ou de documentos, cópias de papéis. Não há campo para isso.
data-never-2 = O seu código de voto. Fica selado no seu navegador enquanto vota, meia hora no máximo.
data-never-3 = Quando votou, de que telefone ou de que ligação.
data-never-4 = Que linhas da lista de votantes já votaram.
data-keep = O que guardamos
data-keep-1 = O seu voto trancado, sob uma chave que não é um nome. É publicado sem nada que leve até si.
data-keep-2 = Que uma carta foi entregue. Não que código tinha dentro.
data-keep-3 = Avisos e decisões dos responsáveis. São públicos para sempre.
data-browser = O que o seu navegador guarda
data-browser-1 = A língua que escolheu, e o tamanho do texto e o contraste se os mudou. Durante um ano.
data-browser-2 = Um número ao acaso que protege os formulários. Desaparece quando fecha o navegador.
data-browser-3 = O seu código selado enquanto vota. O botão «Terminar e limpar esta página» apaga-o.
data-browser-4 = Nada de outras empresas. Sem contagem de visitas, sem publicidade.

## Ajuda
help-title = Como obter ajuda
help-lead = Pode votar sem telefone, sem e-mail e sem ler muito.
help-code = Não tenho código, ou perdi-o
help-code-1 = Peça num balcão do município. Uma carta perdida é logo substituída. O código antigo deixa de contar.
help-code-2 = Não precisa de endereço de e-mail.
help-desk = Quero que alguém me ajude
help-desk-1 = Num balcão podem ler-lhe os projetos. Só você escolhe. Nesse momento desviam o olhar.
help-desk-2 = Lá também pode votar em papel.
help-call = Telefone
help-call-1 = Ligue { $phone }. Podem encontrar um balcão e responder a perguntas. Nunca recebem o seu voto pelo telefone.
help-read = Custa-me ler isto
help-read-1 = Aumente as letras: <a>Tamanho do texto e contraste</a>.
help-read-2 = Cada projeto tem um número e uma imagem. São iguais no ecrã, no papel e nos cartazes.
help-problem = Alguma coisa parece errada
help-problem-1 = Diga a um observador. Os observadores não trabalham para o município. A página de verificação de cada votação diz quem são.

## Declaração de acessibilidade
accessibility-title = Declaração de acessibilidade
accessibility-lead = Estas páginas são feitas para que toda a gente as possa usar.
accessibility-how = Como trabalhamos
accessibility-how-1 = Seguimos as regras WCAG 2.2, nível AA, e a norma europeia EN 301 549.
accessibility-how-2 = Todas as páginas funcionam sem script, só com o teclado, num ecrã pequeno e da direita para a esquerda.
accessibility-how-3 = Programas testam cada página. Esses testes só encontram uma parte dos problemas, por isso também têm de testar pessoas.
accessibility-gaps = O que sabemos que falta
accessibility-gaps-1 = Ainda não há gravações para ouvir nem língua gestual.
accessibility-gaps-2 = Os textos em árabe, francês e português são rascunhos até um mediador os ler.
accessibility-gaps-3 = Pessoas com deficiência ainda não testaram estas páginas.
accessibility-tell = Diga-nos
accessibility-tell-1 = Se alguma coisa não funcionar para si, diga-nos: <a>como obter ajuda</a>. Pode sempre votar num balcão.
accessibility-date = Esta declaração é de { $day }.
