### RASCUNHO: um mediador humano tem de rever estes textos antes de qualquer uso real.
### O que todas as páginas partilham. Palavras simples, uma ideia por frase.

## Moldura
skip = Ir para o conteúdo principal
languages = Línguas
problem-prefix = Problema:
main-navigation = Principal

## Rodapé
footer-help = Precisa de ajuda?
footer-count = Como contamos
footer-data = Os seus dados
footer-help-page = Como obter ajuda
footer-rules = As regras, em palavras simples
footer-audit = Verifique o resultado
footer-safe = Isto é seguro?
footer-keep = O que guardamos e por quanto tempo
footer-accessibility = Declaração de acessibilidade
footer-display = Tamanho do texto e contraste
footer-about = { -morada } é software livre para decidir em conjunto.
footer-demo = Isto é uma demonstração. Os projetos e os números são inventados.
footer-phone = Ligue { $phone }

## Contagens
projects = { $n ->
    [one] { $n } projeto
    [many] { $n } de projetos
   *[other] { $n } projetos
}

## Dias e horas
weekday-moment = { $weekday }, { $day }, { $time }
weekday-day = { $weekday }, { $day }
day-range = { $from } – { $to }

## Problemas no topo de um formulário
fault-summary = { $n ->
    [one] Há um problema
    [many] Há { $n } de problemas
   *[other] Há { $n } problemas
}

## Tamanho do texto e contraste
display-title = Tamanho do texto e contraste
display-lead = Escolha o que lê melhor. Fica guardado só no seu navegador.
display-size = Tamanho do texto
display-size-normal = Normal
display-size-large = Grande
display-size-huge = Muito grande
display-contrast = Contraste
display-contrast-normal = Cores normais
display-contrast-high = Branco e amarelo sobre preto
display-save = Usar assim
display-bigger = Texto maior
display-smaller = Texto normal

## Páginas que dizem não
not-found-title = Esta página não está aqui
not-found-what = O endereço pode estar errado, ou a página mudou de lugar.
refused-title = Esta página esteve aberta demasiado tempo
refused-what = Não conseguimos ter a certeza de que isto veio da nossa página. Nada foi alterado.
refused-do = Volte atrás, carregue a página de novo e envie mais uma vez.
too-large-title = É demasiado para enviar de uma vez
too-large-what = O que enviou é maior do que podemos receber. Nada foi alterado.
unreadable-title = Não conseguimos ler o que foi enviado
unreadable-what = Faltava alguma coisa ou vinha misturada. Nada foi alterado.
too-many-title = Espere um pouco
too-many-what = Houve demasiadas tentativas a partir desta ligação. Nada foi alterado.
too-many-do = { $minutes ->
    [one] Tente de novo daqui a { $minutes } minuto, ou peça ajuda.
    [many] Tente de novo daqui a { $minutes } de minutos, ou peça ajuda.
   *[other] Tente de novo daqui a { $minutes } minutos, ou peça ajuda.
}
broken-title = Alguma coisa falhou do nosso lado
broken-what = Não conseguimos mostrar esta página. Volte atrás e tente de novo.
broken-do = Se estava a enviar um voto, procure primeiro o seu talão. Enviar duas vezes não faz mal: conta o seu último voto.
busy-title = A casa está cheia
busy-what = Há muita gente aqui neste momento. Nada foi alterado.
busy-do = Espere um minuto e envie mais uma vez.
full-title = O armazém está cheio
full-what = Não conseguimos guardar o que enviou. Nada foi alterado.
full-do = Tente mais tarde, ou vá a um balcão. Avise alguém: o servidor precisa de mais espaço.
to-start = Para a primeira página
to-help = Como obter ajuda
not-allowed-title = A sua função não permite isto
not-allowed-what = Entrou, mas isto faz parte do trabalho de outra pessoa. Nada foi alterado.
not-allowed-do = Pergunte a um administrador que funções tem.
