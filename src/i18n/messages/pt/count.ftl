### O que `morada count --explain` diz sobre cada projeto.

funded = { $name }: financiado. Lugar { $turn } por votos ({ $votes }). Dinheiro que resta depois: { $left }.
too-dear = { $name }: não financiado. Dinheiro que restava: { $left }. Em falta: { $short }.
stopped = { $name }: não financiado. A contagem parou em { $other }.
helped = { $name }: financiado, com { $outside } de fora do orçamento.
gives-way = { $name }: não financiado. Dá lugar a { $other }.
left-out-turnout = { $name }: não contado. Boletins entregues: { $has }. Necessários: { $needs }.
left-out-support = { $name }: não contado. Apoio: { $has }. Necessário: { $needs }.
left-out-percent = { $name }: não contado. Boletins a favor: { $has }. Necessários: { $needs }.
left-out-cost = { $name }: não contado. Votos: { $has }. Necessários para o seu preço: { $needs }.
bought = { $name }: financiado na ronda { $round }. Apoiantes: { $votes }. Cada um paga no máximo { $most }. Deram tudo o que lhes restava: { $all }.
missed = { $name }: não financiado. Custa { $cost }. Aos seus apoiantes restavam { $held }. Em falta: { $missing }. Apoiantes a mais necessários: { $more }.
spent-on = O dinheiro deles foi para: { $list }.
no-support = { $name }: não financiado. Ninguém o marcou.
ended-before = { $name }: não financiado. O dinheiro acabou antes da sua vez.
overruled = { $name }: não financiado. Mais eleitores preferem o resultado por mais votos.
funded-by-comparison = { $name }: financiado. Mais eleitores preferem o resultado por mais votos.
ended-exhaustive = Voltas: { $runs }. Parte de cada eleitor: { $share }. Custo da última volta: { $cost }. Nenhum outro projeto com apoio cabe.
ended-too-much = Voltas: { $runs }. Parte de cada eleitor: { $share }. A última volta custaria { $cost }, mais do que há; conta a volta anterior.
ended-one-run = Uma volta. Parte de cada eleitor: { $share }. Custo: { $cost }.
compared-stands = Eleitores que preferem este resultado: { $rule }. Eleitores que preferem mais votos: { $most }. Sem diferença: { $equal }. Este resultado fica.
compared-falls = Eleitores que preferem este resultado: { $rule }. Eleitores que preferem mais votos: { $most }. Sem diferença: { $equal }. Conta o resultado por mais votos.
