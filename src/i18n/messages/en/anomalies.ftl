# The report on the roll for observers.
title = What stands out on the list of residents
lead = So that anybody can ask questions: how people came onto the list, in numbers of ten or more. No person is in it.
few = Fewer than ten people are on the list. Nothing can be told of so few.
kinds = { $names }
evidence = What they showed
way = How they came
way-desk = at a desk
way-request = by a request
way-objection = after an objection
way-register = from a register
bursts = Days on which many came
bursts-note = Days with at least four times as many as usual.
heaps = Years of birth that stand out
heaps-note = Years with at least three times as many people as the years around them.
none = Nothing stands out.
not = What we do not look at
not-note = Kinds with fewer than ten are put together with the next larger one. Days of birth, names and the people at the desks are not looked at: they would tell where somebody comes from, or who worked when.
