### The page that exists only in the demo. A draft: a human mediator must review it before real use.

title = Dê uma volta
lead = Tudo aqui é inventado. Escolha um código e vote, ou entre como funcionário.
codes = Códigos de voto
codes-how = Cada código vota as vezes que quiser. Só conta o último voto. Um lote precisa de 3 votos e um minuto. Numa votação a sério precisa de 20 e uma hora.
vote = Votar com um código
staff = Funcionários
staff-how = Duas pessoas abrem juntas uma votação. O código delas muda a cada meio minuto; volte a abrir esta página para ver o novo.
password = A palavra-passe de todos:
name = Nome
who = Quem é
code-now = Código agora
desk = Ir para a secretaria
