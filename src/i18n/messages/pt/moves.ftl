### Entradas que mudam: corrigidas, mudadas, renovadas, com aviso.

change = Corrigir, mudar de zona ou renovar
change-lead = Tudo é visto de novo com um papel de hoje. O cartão fica como está; a sua página mostra a nova zona.
change-note = Um nome errado, outra zona, uma verificação que acaba em breve: peça aqui uma alteração. Vêm as mesmas perguntas, preenchidas como estão agora, e o balcão decide.
change-go = Pedir uma alteração
asks-change = Uma alteração de uma entrada que já existe
changed-title = A sua entrada foi alterada
changed-lead = O seu cartão fica como está. A sua página mostra o que agora está guardado.
notice = Avisar que esta entrada vai terminar
notice-note = Para uma entrada que já não é verdade quando não se pode perguntar à pessoa. Vale até passarem os dias para reclamar, ou até três outras pessoas ouvirem a reclamação. Imprima o aviso e envie-o pelo correio.
notice-reason = Porquê
notice-go = Dar o aviso
notice-given = Imprima esta página e envie-a à pessoa. Com o código abaixo, ela lê a razão e pode reclamar.
notice-until = Pode reclamar-se até { $day }.
notice-subject = Um aviso sobre a sua entrada na lista de votantes
notice-text = A sua entrada vai terminar. Pode reclamar até { $day }. Com este código lê porquê e o que fazer: { $code }
strike-title = A sua entrada vai terminar
strike-mark = Aviso
stays-title = A sua entrada fica
stays-lead = Três pessoas ouviram a sua reclamação. Para si nada muda.
struck = Terminada depois de um aviso
act-changed = Alterou uma entrada; foi mostrado: { $evidence }
act-notice = Avisou que uma entrada vai terminar: { $reason }
