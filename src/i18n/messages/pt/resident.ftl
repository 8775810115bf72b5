### RASCUNHO: um mediador humano tem de rever estes textos antes de qualquer uso real.
### O que os residentes leem, de um processo até ao talão. Palavras simples, uma ideia por frase.

## Página de um processo
home-title = Vive aqui. Decide aqui.
home-open = { $place } reserva { $money } para projetos propostos por residentes. Escolha os que quer até <b>{ $when }</b>.
home-open-motion = A pergunta é feita a todas as pessoas que vivem em { $place }. Responda até <b>{ $when }</b>.
home-before = { $place } reserva { $money } para projetos propostos por residentes. A votação abre <b>{ $when }</b>.
home-before-motion = Vai ser feita uma pergunta a todas as pessoas que vivem em { $place }. A votação abre <b>{ $when }</b>.
home-counting = A votação acabou. A urna está selada e os votos estão a ser contados.
home-result = A votação acabou e os votos estão contados. Veja o que foi decidido e verifique por si.
home-preparing = A lista de projetos está a ser feita. A votação ainda não tem data.
home-proposing = Veja o que os residentes propõem. A votação vem depois.
home-tag-open = A votação está aberta
home-tag-before = A votação abre em breve
home-tag-counting = A votação acabou
home-tag-result = Há resultado
home-tag-preparing = Em preparação
home-tag-proposing = Propostas de residentes
home-vote = Votar agora
home-no-code = Não tenho código de voto
home-see-result = Ver o resultado
home-see-projects = Ver os projetos
home-find = Procurar o meu talão
home-fact-money = <b>{ $money }</b> para gastar
home-fact-projects = { $n ->
    [one] <b>{ $n } projeto</b> à escolha
    [many] <b>{ $n } de projetos</b> à escolha
   *[other] <b>{ $n } projetos</b> à escolha
}
home-fact-days = { $n ->
    [0] <b>Hoje</b> é o último dia para votar
    [one] <b>{ $n } dia</b> para votar
    [many] <b>{ $n } de dias</b> para votar
   *[other] <b>{ $n } dias</b> para votar
}
home-fact-few = <b>Menos de { $n }</b> já votaram
home-fact-voted = { $n ->
    [one] <b>{ $n } pessoa</b> já votou
    [many] <b>{ $n } de pessoas</b> já votaram
   *[other] <b>{ $n } pessoas</b> já votaram
}
home-who = Quem pode votar?
home-who-lives = Todas as pessoas que vivem em { $place } e têm { $age } anos ou mais. <b>De qualquer nacionalidade.</b>
home-who-lives-works = Todas as pessoas que vivem, trabalham ou estudam em { $place } e têm { $age } anos ou mais. <b>De qualquer nacionalidade.</b>
home-who-note = O voto é secreto e gratuito. Ninguém pergunta pelos seus papéis.
home-how = Como votar
home-step-code = 1. Receba o seu código
home-step-code-note = Vem numa carta, ou recebe-o num balcão. Não precisa de e-mail.
home-step-choose = 2. Escolha
home-step-choose-note = Pode mudar o seu voto até ao último dia. Só conta o último.
home-step-slip = 3. Guarde o seu talão
home-step-slip-note = Mostra que o seu voto está na urna. Nunca mostra o que escolheu.
home-phases = O ano, passo a passo
home-phase-rules = Ler as regras em palavras simples
home-phase-done = (terminado)
home-phase-now = Agora
home-projects = Projetos a votação
home-projects-all = { $n ->
    [one] Ver o projeto
    [many] Ver os { $n } de projetos
   *[other] Ver os { $n } projetos
}
home-near = O que há perto de si?
home-near-note = Cada azulejo é uma parte do território. Um número quer dizer que há ali um projeto.
home-near-drawing = Isto é um desenho, não um mapa medido.
home-near-all = Ver todos os projetos
home-person = Prefere votar em pessoa?
home-person-note = Num balcão alguém pode ajudar e ler-lhe os projetos. Só você escolhe.
home-person-link = Como obter ajuda

## Nomes das fases
phase-draft = Preparação
phase-informing = O que vai acontecer
phase-accepting = Propor
phase-reviewing = Verificar
phase-supporting = Apoiar
phase-evaluating = Preços
phase-provisional = Primeira lista
phase-appeals = Reclamações
phase-final-list = Lista final
phase-balloting = Votar
phase-counting = Contar
phase-published = Resultado
phase-implementing = Construir
phase-closed = Terminado
phase-from = A partir de { $day }

## Projetos
projects-title = Projetos
projects-lead = { $n ->
    [one] Há { $n } projeto a votação.
    [many] Há { $n } de projetos a votação.
   *[other] Há { $n } projetos a votação.
}
projects-none = Ainda não há projetos. A lista vai aparecer aqui.
projects-here = Só projetos em { $area }.
projects-everywhere = Mostrar todos os projetos
project-where = Onde
project-cost = Custa
project-vote = Vai a votos em
project-proposed = Proposto por { $group }
project-back = Todos os projetos
project-number = Projeto { $n }
project-title = Projeto { $n }: { $title }
text-original = Original
text-checked = Tradução de { $who }, verificada
text-checked-nobody = Tradução verificada
text-by-person = Tradução de { $who }, ainda não verificada
text-by-person-nobody = Tradução ainda não verificada
text-draft = Rascunho automático, não verificado
text-see-original = Ver o original
cost-open = ainda sem preço

## Código
code-step = O seu código
code-title = Escreva o seu código de voto
code-lead = Está na sua carta: 20 letras e números em quatro grupos.
code-label = Código de voto
code-hint = Por exemplo 7K3PQ-9XW4M-2DGRT-H6Y8B. Pode usar letras pequenas e deixar os traços.
code-go = Continuar
code-lost = Perdi a carta, ou nunca a recebi
code-lost-note = Peça num balcão ou ligue. Um código novo substitui logo o antigo.
code-secret = Ninguém vê que código pertence a quem. Quem fez os códigos não sabe o seu nome, e nós não guardamos o seu código.
code-scan = Leu o quadrado da sua carta? O código já está escrito. Carregue no botão verde.
code-short = { $n ->
    [0] Escreva as 20 letras e números do seu código.
    [one] O código tem 20 letras e números. Escreveu { $n }.
    [many] O código tem 20 letras e números. Escreveu { $n }.
   *[other] O código tem 20 letras e números. Escreveu { $n }.
}
code-symbol = { $group ->
    [1] Veja de novo o primeiro grupo. Nenhum código tem o sinal que está na posição { $place }.
    [2] Veja de novo o segundo grupo. Nenhum código tem o sinal que está na posição { $place }.
    [3] Veja de novo o terceiro grupo. Nenhum código tem o sinal que está na posição { $place }.
    [one] Veja de novo o último grupo. Nenhum código tem o sinal que está na posição { $place }.
    [many] Veja de novo o último grupo. Nenhum código tem o sinal que está na posição { $place }.
   *[other] Veja de novo o último grupo. Nenhum código tem o sinal que está na posição { $place }.
}
code-check = Uma letra ou um número está errado, ou dois trocaram de lugar. Compare cada grupo com a sua carta.
code-unknown = Não conhecemos este código nesta votação. Compare-o com a carta, ou peça ajuda.
code-retired = Este código foi substituído. Use a carta mais recente, ou pergunte num balcão.
code-gone = O seu tempo na cabina acabou, ou a página foi limpa. Escreva o código de novo. Nada foi enviado.
closed-before-title = A votação ainda não abriu
closed-before = A votação abre a { $when }.
closed-after-title = A votação acabou
closed-after = A votação fechou a { $when }.
closed-while-choosing = A votação fechou a { $when }. As suas escolhas não foram enviadas.
closed-none-title = Aqui não há nada para votar

## Boletins
papers-title = Os seus boletins
papers-lead = { $n ->
    [one] Tem { $n } boletim. Preencha-o e envie-o.
    [many] Tem { $n } de boletins. Preencha e envie cada um. Pode deixar algum de fora.
   *[other] Tem { $n } boletins. Preencha e envie cada um. Pode deixar algum de fora.
}
papers-open = Preencher
papers-again = Enviado. Preencher de novo
papers-done = Enviado
papers-finish = Terminei

## Boletim
step-choose = Escolher
step-check = Verificar e enviar
ballot-title = Escolha os projetos que quer
ballot-title-one = Escolha um projeto
ballot-title-motion = A sua resposta
ballot-lead-money = Tem { $money } para gastar. Escolha os projetos que quiser até o dinheiro acabar.
ballot-lead-max = { $n ->
    [one] Escolha { $n } projeto.
    [many] Escolha até { $n } de projetos.
   *[other] Escolha até { $n } projetos.
}
ballot-lead-min = Escolha pelo menos { $min } e no máximo { $max } projetos.
ballot-lead-one = Escolha o projeto que mais quer.
ballot-lead-motion = Escolha uma resposta.
ballot-again = Já votou antes. Se enviar este boletim, só este conta.
ballot-kept = As suas escolhas ficam nesta página até as enviar. Ainda nada foi contado.
ballot-choose = Escolher este projeto
ballot-chosen = Escolhido
ballot-choose-answer = Escolher esta resposta
ballot-more = Ler mais
ballot-nothing = Não escolho nada. Envio um voto em branco.
ballot-languages = Esta página noutra língua. As suas escolhas ficam.
ballot-desk-only = Este boletim só pode ser preenchido num balcão.
motion-yes = Sim
motion-no = Não
motion-abstain = Participo sem opinião
meter-label = O seu dinheiro
meter-label-count = As suas escolhas
meter-left = <b>{ $money }</b> por gastar
meter-over = <b>{ $money }</b> a mais
meter-count = <b>{ $n } de { $max }</b> escolhidos
meter-sum = Escolhidos: { $n } · { $spent } de { $whole }
meter-sum-count = { $left ->
    [0] Não pode escolher mais.
    [one] Pode escolher mais { $left }.
    [many] Pode escolher mais { $left }.
   *[other] Pode escolher mais { $left }.
}
meter-sum-over = { $n ->
    [one] Tire { $n }.
    [many] Tire { $n }.
   *[other] Tire { $n }.
}
meter-go = Ver o meu voto
meter-update = Atualizar
meter-bar = { $spent } de { $whole } gastos. Sobram { $left }.
meter-bar-over = { $spent } de { $whole } gastos. São { $over } a mais.
fault-over = Os seus projetos custam mais { $over } do que tem. Tire um deles, ou mais.
fault-over-last = Os seus projetos custam mais { $over } do que tem. Tire o projeto { $n }, ou outro projeto.
fault-over-here = Este projeto custa { $cost }. Tinha { $left } por gastar. Tire primeiro outro projeto, ou deixe este de fora.
fault-too-many = Escolheu { $n }. O máximo é { $max }. { $over ->
    [one] Tire um.
    [many] Tire { $over }.
   *[other] Tire { $over }.
}
fault-too-few = Escolheu { $n }. Escolha pelo menos { $min } projetos, ou envie um voto em branco sem nenhum.
fault-unknown = Alguma das suas escolhas não está neste boletim. Tirámo-la. Veja o que ficou.
fault-repeated = Um projeto veio duas vezes. Agora está escolhido uma vez. Veja as suas escolhas.
fault-not-checked = Estas escolhas ainda não foram vistas. Veja-as e envie de novo.
fault-overtaken = O seu código votou há pouco a partir de outra janela. Veja as suas escolhas e envie de novo se quiser que contem estas.
fault-busy = Há muita gente a votar e o seu voto não foi recebido. Espere um minuto e envie-o de novo.

## Verificar
check-title = Veja o seu voto
check-lead-money = { $n ->
    [one] Escolheu { $n } projeto. Custa { $money }.
    [many] Escolheu { $n } de projetos. Custam { $money }.
   *[other] Escolheu { $n } projetos. Custam { $money }.
}
check-lead = { $n ->
    [one] Escolheu { $n } projeto.
    [many] Escolheu { $n } de projetos.
   *[other] Escolheu { $n } projetos.
}
check-lead-motion = Esta é a sua resposta.
check-lead-empty = Não escolheu nada. É um voto em branco. Conta como participação.
check-change = Mudar as minhas escolhas
check-left = <b>Sobram { $money }.</b> Não há problema. Não tem de gastar tudo.
check-others = { $n ->
    [one] Ver o projeto que não escolheu
    [many] Ver os { $n } de projetos que não escolheu
   *[other] Ver os { $n } projetos que não escolheu
}
check-send = Enviar o meu voto
check-again = Pode votar de novo até { $when }. Só conta o seu último voto.
check-bar = { $spent } de { $whole } gastos

## Talão
slip-title = O seu voto está na urna
slip-lead = Obrigado. Guarde este talão.
slip-name = Talão
slip-qr = Quadrado com o mesmo código
slip-vote = Votação
slip-inclusion = Na lista pública
slip-inclusion-when = até { $when }, o mais tardar
slip-inclusion-now = Já está na lista, com o número { $n } de { $size }.
slip-replaced = Em vez deste conta um voto posterior com o mesmo código.
slip-retired = O código deste voto foi substituído. Este voto não conta.
slip-note = Mostra que o seu voto está na urna. Nunca mostra o que escolheu, por isso ninguém lhe pode pedir que o prove.
slip-picture = Guardar como imagem
slip-promise = Guardar a nossa promessa assinada
slip-proof = Guardar a prova
slip-next = O que acontece a seguir
slip-next-again = Até { $day }
slip-next-again-note = Pode votar de novo com o mesmo código. Só conta o último voto.
slip-next-close = { $day }
slip-next-close-note = A urna fecha e é selada. <a>Procure o seu talão na lista</a>.
slip-next-result = Depois disso
slip-next-result-note = Os votos são abertos e contados. Cada passo da contagem é público.
slip-more = Tem outro boletim
slip-more-go = Preencher o próximo boletim
slip-finish = Telefone partilhado? Terminar e limpar esta página
slip-done = Para a primeira página

## Procurar o talão
find-title = Procurar o meu talão
find-lead = Escreva o código do seu talão. Vê se o seu voto está na urna. Ninguém vê o que escolheu.
find-label = Código do seu talão
find-hint = 20 letras e números em quatro grupos, por exemplo 4W7TA-9QXN2-E1MCB-0V5RK.
find-go = Procurar
find-short = O código de um talão tem 20 letras e números. Escreveu { $n }.
find-symbol = Veja de novo o sinal número { $place }. Um talão nunca tem esse sinal.
find-none = Não o encontrámos. Compare o código com o seu talão. Se estiver certo, diga a um observador ou peça ajuda.
find-waiting = Sim. O seu voto está na urna. Entra na lista pública até { $when }, o mais tardar.
find-yes = Sim. O seu voto está na urna: número { $n } de { $size } na lista pública.
find-counts = É o que conta para o seu código de voto.
find-replaced = Este talão foi substituído por um voto posterior com o mesmo código. Conta esse voto.
find-retired = O código deste talão foi substituído num balcão. Este voto não conta.
find-proof = Prova para o seu próprio programa
find-proof-note = Qualquer pessoa pode verificar este texto com o programa dos observadores, sem nós.
find-promise = A nossa promessa assinada
find-seal = Selo da lista
find-seal-note = Compare estes quatro azulejos com os que um observador lhe mostra. Têm de ser iguais.

## Como contamos
how-title = Como contamos
how-lead = Estas regras ficaram fixas antes do primeiro voto. Agora ninguém as pode mudar.
how-lead-open = Estas regras vão ficar fixas antes do primeiro voto.
how-rule-shares = Partes iguais
how-rule-votes = Mais votos
how-rule-motion = Sim ou não
how-rule-other = Regra de contagem
how-shares-1 = Quem vota recebe a mesma parte do dinheiro.
how-shares-2 = Quem escolheu o mesmo projeto paga-o em conjunto.
how-shares-3 = Quem ainda tem dinheiro paga o seguinte. Assim chega a vez de todos.
how-shares-more = Um projeto é construído quando quem o escolheu o pode pagar com as suas partes. Primeiro vem o projeto que custa menos a cada pessoa.
how-shares-add1 = Algumas partes não podem ser usadas, porque poucas pessoas escolheram o mesmo projeto. Por isso aumentamos todas as partes aos poucos e contamos de novo, até não caberem mais projetos.
how-shares-cost = Um projeto vale tanto quanto custa.
how-shares-cardinality = Todos os projetos valem o mesmo, caros ou baratos.
how-votes-1 = Primeiro vem o projeto com mais votos.
how-votes-skip = Se um projeto custa mais do que resta, passamos à frente e tentamos o seguinte.
how-votes-stop = Se um projeto custa mais do que resta, a contagem para aí.
how-motion-1 = A resposta é sim quando mais pessoas dizem sim do que não.
how-other-1 = A regra exata está nos documentos selados. A página de verificação tem-nos.
how-ties = Quando dois são iguais
how-tie-cheaper = Primeiro vem o projeto mais barato.
how-tie-more-votes = Primeiro vem o projeto com mais votos.
how-tie-lot = Se ainda forem iguais, decide a sorte. O sorteio é público e faz-se depois de a votação fechar.
how-may = O que pode escolher
how-may-money = Tantos projetos quantos quiser, desde que juntos não custem mais de { $money }.
how-may-approval = { $max ->
    [one] { $max } projeto.
    [many] Até { $max } de projetos.
   *[other] Até { $max } projetos.
}
how-may-approval-min = Pelo menos { $min } e no máximo { $max } projetos.
how-may-one = Um projeto.
how-may-motion = Sim, não, ou participar sem opinião.
how-may-empty = Também pode enviar um voto em branco.
how-small = Se votarem menos de { $n } pessoas, ou se todas votarem igual, publicamos só o que foi decidido, sem números. Assim ninguém adivinha como alguém votou.
how-batches = Os votos entram na lista pública em grupos de pelo menos { $n }, para que a hora de um voto não diga nada.
how-check = Como pode verificar
how-check-note = Todos os votos estão numa lista pública, sem nomes. Qualquer pessoa pode contar de novo com o seu próprio programa.
home-notices = Avisos
home-notice-back = Retirado em { $at }
poster-back = A votação
poster-qr = Endereço deste orçamento em imagem quadrada
poster-read = Leia, proponha e vote aqui
poster-title = Cartaz sobre esta votação
