### Propostas: escrever, ler antes de publicar, apoiar, discutir, encontrar. Os números ficam depois de dois pontos, para que nenhuma língua precise de plurais.

wrong-now = Isto não é possível agora. As datas estão na primeira página do processo.
wrong-all-given = Já apoia tantas propostas quantas as regras permitem: { $n }. Retire primeiro um apoio.
wrong-photo-large = Esta fotografia tem mais de 8 MB, ou demasiados pontos. Escolha outra, ou continue sem ela.
wrong-code = Nenhuma proposta tem este código. Veja-o outra vez, letra por letra.
wrong-state = A proposta já não está onde estava. Abra a página outra vez.
wrong-phase = Este passo pertence a outra fase do processo.
wrong-reason = Escreva uma razão para cada critério que não é cumprido. Os moradores vão vê-la.
wrong-price = Escreva um preço acima de zero.
wrong-number = Um número no boletim é 1 ou mais.
wrong-itself = Uma proposta não pode fazer parte de si mesma.
