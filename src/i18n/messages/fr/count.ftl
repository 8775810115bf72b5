### Ce que `morada count --explain` dit de chaque projet.

funded = { $name } : financé. Place { $turn } par les voix ({ $votes }). Argent restant ensuite : { $left }.
too-dear = { $name } : non financé. Argent restant : { $left }. Il manque : { $short }.
stopped = { $name } : non financé. Le comptage s’est arrêté à { $other }.
helped = { $name } : financé, avec { $outside } hors budget.
gives-way = { $name } : non financé. Il laisse la place à { $other }.
left-out-turnout = { $name } : non compté. Bulletins déposés : { $has }. Il en faut : { $needs }.
left-out-support = { $name } : non compté. Soutien : { $has }. Il en faut : { $needs }.
left-out-percent = { $name } : non compté. Bulletins pour lui : { $has }. Il en faut : { $needs }.
left-out-cost = { $name } : non compté. Voix : { $has }. Il en faut pour son prix : { $needs }.
bought = { $name } : financé au tour { $round }. Soutiens : { $votes }. Chacun paie au plus { $most }. Ont donné tout ce qui leur restait : { $all }.
missed = { $name } : non financé. Il coûte { $cost }. Ses soutiens avaient encore { $held }. Il manque : { $missing }. Soutiens de plus qu’il aurait fallu : { $more }.
spent-on = Leur argent est allé à : { $list }.
no-support = { $name } : non financé. Personne ne l’a coché.
ended-before = { $name } : non financé. L’argent s’est terminé avant son tour.
overruled = { $name } : non financé. Plus de votants préfèrent le résultat par le plus de voix.
funded-by-comparison = { $name } : financé. Plus de votants préfèrent le résultat par le plus de voix.
ended-exhaustive = Passages : { $runs }. Part de chaque votant : { $share }. Coût du dernier passage : { $cost }. Aucun autre projet soutenu ne tient dans le reste.
ended-too-much = Passages : { $runs }. Part de chaque votant : { $share }. Le dernier passage coûterait { $cost }, plus que le budget ; le passage d’avant compte.
ended-one-run = Un passage. Part de chaque votant : { $share }. Coût : { $cost }.
compared-stands = Votants qui préfèrent ce résultat : { $rule }. Votants qui préfèrent le plus de voix : { $most }. Sans différence : { $equal }. Ce résultat reste.
compared-falls = Votants qui préfèrent ce résultat : { $rule }. Votants qui préfèrent le plus de voix : { $most }. Sans différence : { $equal }. Le résultat par le plus de voix compte.
