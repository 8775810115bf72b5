### RASCUNHO: um mediador humano tem de rever estes textos antes de qualquer uso real.
### Resultados, passo a passo, e o que os observadores verificam.

## Resultados
results-title = Resultados
results-lead = Todos os votos estão contados. Escolha um boletim para ver o que foi decidido e porquê.
results-none = Ainda não há resultado. Vem quando os votos estiverem contados e dois responsáveis o publicarem.
results-open = Ver o resultado
result-tag = Resultado final
result-headline = { $n ->
    [0] Nenhum projeto vai ser construído
    [one] Vai ser construído { $n } projeto
    [many] Vão ser construídos { $n } de projetos
   *[other] Vão ser construídos { $n } projetos
}
result-adopted = A resposta é sim
result-rejected = A resposta é não
result-voted = { $n ->
    [one] <b>Foi contado { $n } voto.</b>
    [many] <b>Foram contados { $n } de votos.</b>
   *[other] <b>Foram contados { $n } votos.</b>
}
result-helped = { $percent } em cada 100 ajudaram a pagar pelo menos um dos projetos.
result-blank = { $n ->
    [0] Nenhum estava em branco.
    [one] { $n } estava em branco.
    [many] { $n } estavam em branco.
   *[other] { $n } estavam em branco.
}
result-broken = { $n ->
    [one] { $n } voto quebrou as regras do boletim e não contou para nenhum projeto.
    [many] { $n } de votos quebraram as regras do boletim e não contaram para nenhum projeto.
   *[other] { $n } votos quebraram as regras do boletim e não contaram para nenhum projeto.
}
result-withheld = Votaram aqui tão poucas pessoas, ou todas votaram igual, que os números mostrariam como alguém votou. Por isso publicamos só o que foi decidido.
result-bar = { $spent } de { $whole } gastos
result-rest = <b>{ $money }</b> não foram gastos.
result-all-spent = Todo o dinheiro foi gasto.
result-money = Como o seu dinheiro foi gasto
result-share-start = { $money } ÷ { $people } votos = <b>{ $share } cada.</b> Primeiro vem o projeto que custa menos a cada apoiante.
result-share-end = Algumas partes não podiam ser usadas, porque poucas pessoas escolheram o mesmo projeto. Por isso todas as partes foram aumentadas aos poucos, até não caberem mais projetos. <b>A parte final foi { $share }.</b>
result-why-shares = Ler as regras em palavras simples
result-neighbour = A parte de um vizinho
result-neighbour-who = { $n ->
    [one] Um exemplo: uma pessoa que escolheu o projeto { $list }.
    [many] Um exemplo: uma pessoa que escolheu os projetos { $list }.
   *[other] Um exemplo: uma pessoa que escolheu os projetos { $list }.
}
result-paid = { $money } para o projeto { $n }, { $title }
result-paid-all = { $money } para o projeto { $n }, { $title } (tudo o que restava)
result-paid-none = Nada para o projeto { $n }, { $title }. A parte já estava gasta.
result-not-built = Nada para o projeto { $n }, { $title }. Não foi construído.
result-kept = { $money } não foram usados.
result-share-bar = Uma parte de { $share }
result-own = Veja para onde foi a sua parte
result-own-note = Escolha de novo os seus projetos. Nada fica guardado, e ninguém fica a saber o que escolheu.
result-own-go = Mostrar a minha parte
result-own-title = Para onde foi a sua parte
result-own-back = Voltar ao resultado
result-own-of = A sua parte foi { $share }.
result-steps = Passo a passo
result-steps-note = Amarelo é o dinheiro gasto neste passo. Verde foi gasto antes.
result-step = Passo { $n }. { $title }
result-step-who = { $people ->
    [one] { $people } pessoa escolheu-o · custa { $cost }
    [many] { $people } de pessoas escolheram-no · custa { $cost }
   *[other] { $people } pessoas escolheram-no · custa { $cost }
}
result-step-paid = { $n ->
    [one] { $n } apoiante pagou { $money }.
    [many] { $n } de apoiantes pagaram { $money } cada.
   *[other] { $n } apoiantes pagaram { $money } cada.
}
result-step-all = { $n ->
    [one] { $n } pagou tudo o que lhe restava.
    [many] { $n } pagaram tudo o que lhes restava.
   *[other] { $n } pagaram tudo o que lhes restava.
}
result-step-sum = { $money } gastos até aqui
result-step-bar = Depois do passo { $n }, estão gastos { $spent } de { $whole }
result-step-more = { $n ->
    [one] Mostrar mais { $n } passo
    [many] Mostrar mais { $n } de passos
   *[other] Mostrar mais { $n } passos
}
result-step-votes = { $votes ->
    [one] { $votes } voto · custa { $cost }
    [many] { $votes } de votos · custa { $cost }
   *[other] { $votes } votos · custa { $cost }
}
result-step-funded = Cabe. Sobram { $money }.
result-step-dear = Custa mais do que os { $money } que restam, por isso passamos à frente.
result-step-stopped = A contagem já tinha parado.
result-table = Todos os projetos
result-table-project = Projeto
result-table-cost = Custa
result-table-votes = Escolhido por
result-table-why = Resultado e porquê
result-built = Vai ser construído
result-not = Não financiado
why-shares = Quem o apoiou tinha ao todo { $left }. Custa { $cost }.
why-nobody = Ninguém o escolheu.
why-dear = Custa { $cost }. Restavam { $left }.
why-stopped = A contagem parou antes dele, num projeto que não cabia.
why-other = A regra não o escolheu. Cada passo está nos ficheiros publicados.
why-withheld = Os números não são publicados.
built-shares = { $n ->
    [one] Pago no passo { $step } por { $n } pessoa.
    [many] Pago no passo { $step } por { $n } de pessoas.
   *[other] Pago no passo { $step } por { $n } pessoas.
}
built-votes = Coube no passo { $step }.
ties-title = Empates
tie-cheaper = Os projetos { $list } estavam iguais. Primeiro veio o mais barato.
tie-more-votes = Os projetos { $list } estavam iguais. Primeiro veio o que tinha mais votos.
tie-lot = Os projetos { $list } estavam iguais. Decidiu a sorte: a ordem é { $list }.
motion-yes = Sim
motion-no = Não
motion-abstain = Sem opinião
motion-blank = Em branco
motion-rule = Ganha o sim quando mais pessoas dizem sim do que não.
motion-bar = { $yes } sim, { $no } não

## Verificação
audit-title = Verifique por si
audit-lead = Não tem de confiar em nós. Todos os votos estão numa lista pública, sem nomes. Qualquer pessoa pode contar de novo.
audit-numbers = Números que têm de bater certo
audit-letters = Cartas com código
audit-spares = Cartas de reserva
audit-counted = Votos da lista que contam
audit-papers = Boletim
audit-leaves = Entradas na lista pública
audit-few = menos de { $n }
audit-few-note = Onde votaram menos de { $n } não se mostra nenhum número e, depois da contagem, não se publica nenhum voto nem nenhum quadro desse boletim, só o que foi decidido. O mesmo onde todos votaram igual. Um boletim para menos pessoas do que isso nem se pode abrir: junte bairros pequenos num só boletim, para que os números protejam toda a gente.
audit-turnout-note = Enquanto a votação está aberta, estes números só crescem quando o próximo grupo de votos entra na lista.
audit-seal = Selo da urna
audit-seal-note = O selo pertence a esta lista e a mais nenhuma. Peça o selo a um observador. Tem de ser igual.
audit-seal-none = A lista ainda não tem selo.
audit-checkpoint-link = Abrir o selo assinado
audit-witnesses = { $n ->
    [0] Nenhum observador independente assinou ainda este selo
    [one] { $n } observador independente assinou este selo
    [many] { $n } de observadores independentes assinaram este selo
   *[other] { $n } observadores independentes assinaram este selo
}
audit-witnesses-none = Ninguém de fora vigia esta votação. É mais fraco: veja «Isto é seguro?».
audit-key-server = A chave que abre os votos está só neste servidor. Só votações pequenas o podem fazer. Com depositários seria mais seguro.
audit-key-trustees = Os votos só podem ser abertos por { $threshold } de { $shares } depositários em conjunto.
audit-rule = Regra de contagem
audit-stage = Em que ponto está
audit-stage-sealed = Selada. A votação ainda não começou.
audit-stage-open = A votação está aberta. Ninguém pode ver o que foi votado.
audit-stage-closed = A votação fechou. Os votos ainda não foram abertos.
audit-stage-counted = Os votos estão abertos e contados. Dois responsáveis ainda não publicaram.
audit-stage-published = O resultado é público.
audit-find = O meu voto está na urna?
audit-files = Tudo o que foi publicado
audit-files-note = Descarregue os ficheiros, ou dê o conjunto ao programa dos observadores. Ele trabalha sem este servidor.
audit-command = Bastam o programa e dois comandos:
audit-none = Os ficheiros vêm com o resultado. Até lá são públicos o selo e a lista de entradas.
audit-zip = Descarregar tudo
audit-checked = O que o programa verifica
audit-check-1 = Todas as entradas da lista estão lá, e o selo pertence a esta lista.
audit-check-2 = O selo tem a nossa assinatura e as dos observadores.
audit-check-3 = Cada voto foi feito com um código da lista de códigos, e só conta o último voto de cada código.
audit-check-4 = Não contam mais votos do que as cartas que foram dadas.
audit-check-5 = Os votos publicados são os que estão na lista.
audit-check-6 = O sorteio foi feito depois de a votação fechar.
audit-check-7 = O resultado decorre dos votos pela regra selada, até ao último cêntimo.
audit-size = { $n } kB

# What a witness needs, and whether enough have signed.
witness-title = Para testemunhas
witness-lead = Uma testemunha olha para a lista de vez em quando e assina o selo. Assim ninguém pode mostrar uma lista a uns e outra lista a outros.
witness-who = Quem assinou o último selo
witness-enough = Assinaram testemunhas suficientes.
witness-missing = Ainda não assinaram testemunhas suficientes. Não há mal nisso enquanto vão olhando; depois do fecho, espere por elas.
witness-count-waits = A votação está fechada. Os dados só se lançam e os votos só se contam quando testemunhas suficientes tiverem assinado esta lista: a partir daí ninguém a pode mudar.
witness-signed = assinou: { $when }
witness-unsigned = ainda não assinou este selo
witness-how = Como assinar
witness-before = Uma chave só conta se as regras seladas a nomearem. Antes de a votação ser selada: faça uma chave com o primeiro comando abaixo e dê aos responsáveis a linha que ele escreve.
witness-step-1 = Descarregue o selo. Se já assinou antes, descarregue também a prova desde o número de entradas que assinou.
witness-step-2 = Corra o programa. Ele recusa se algo foi retirado ou mudado.
witness-step-3 = Cole em baixo a linha que ele escreve. Não precisa de conta: só a sua chave a pode ter feito.
witness-checkpoint = Descarregar o selo
witness-old = Entradas que assinou da última vez
witness-proof = Descarregar a prova
witness-line = A linha que o programa escreveu
witness-line-hint = Começa por um travessão e o seu nome.
witness-line-fault = Isto não é uma linha que o programa escreve. Copie-a inteira, com o travessão do começo.
witness-stranger = Esta linha não serve. Talvez a lista tenha um selo mais novo: descarregue-o e assine de novo. Ou a sua chave não está na lista selada de testemunhas.
witness-go = Entregar a linha
witness-http = Um programa pode fazer tudo isto sozinho: morada-verify witness serve responde pela rede, e este servidor pergunta-lhe.
audit-notices = Avisos sobre esta votação
audit-notices-note = O que os responsáveis tiveram de dizer durante a votação. Cada aviso está na lista pública e não pode ser retirado.
audit-notice-entry = entrada { $n } da lista

bound-title = Votos repetidos
bound-none = Não se substituiu nenhuma carta de voto: ninguém pode ter votado duas vezes.
bound-below = Cartas de voto substituídas: { $letters }. No máximo esse número de pessoas pode ter votado duas vezes. Votos que teriam de faltar para outro resultado: { $votes }.
bound-reached = Cartas de voto substituídas: { $letters }. No máximo esse número de pessoas pode ter votado duas vezes. Votos que teriam de faltar para outro resultado: { $votes }. Ninguém pode dizer que o resultado seria o mesmo.
bound-safe = Cartas de voto substituídas: { $letters }. No máximo esse número de pessoas pode ter votado duas vezes. Aqui isso não muda nada.
bound-unknown = Cartas de voto substituídas: { $letters }. No máximo esse número de pessoas pode ter votado duas vezes. Com esta forma de contar ninguém sabe dizer num só número de quantos votos depende o resultado. Ninguém pode dizer que o resultado seria o mesmo.
