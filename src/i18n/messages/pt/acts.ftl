### O que o pessoal fez, para todos.

title = O que o pessoal fez
lead = Cada ato do pessoal nesta votação, o mais recente primeiro. A lista nomeia atos e nunca pessoas. Cada linha está encadeada à anterior, por isso nenhuma pode ser tirada sem se ver.
number = Ato { $n }
older = Atos anteriores
none = Nada mais antigo.
