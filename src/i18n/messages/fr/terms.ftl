# Names of things that several files share. A term is written once and never declined by a program.
-morada = Morada
