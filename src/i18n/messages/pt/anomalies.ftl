# O relatório sobre a lista, para observadores.
title = O que salta à vista na lista de residentes
lead = Para que qualquer pessoa possa perguntar: como as pessoas entraram na lista, em números de dez ou mais. Nenhuma pessoa consta dele.
few = Estão menos de dez pessoas na lista. De tão poucas nada se pode dizer.
kinds = { $names }
evidence = O que mostraram
way = Como vieram
way-desk = numa mesa
way-request = por um pedido
way-objection = depois de uma reclamação
way-register = de um registo
bursts = Dias em que vieram muitas pessoas
bursts-note = Dias com pelo menos quatro vezes mais do que o habitual.
heaps = Anos de nascimento que saltam à vista
heaps-note = Anos com pelo menos três vezes mais pessoas do que os anos à volta.
none = Nada salta à vista.
not = Para o que não olhamos
not-note = Tipos com menos de dez juntam-se ao seguinte maior. Não olhamos para dias de nascimento, nomes nem para quem atende nas mesas: diriam de onde alguém vem, ou quem trabalhou quando.
