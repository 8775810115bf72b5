### Each kind of evidence on a page of plain words.

how = How it goes
association = Ask an association that knows you for a letter with your name and the words “lives here since …”, or for a code that it makes for you in a minute. It need not say why it knows you.
shelter = Ask at the shelter or hostel where you sleep for a letter, or for a code. A place to sleep is enough; you need no home of your own.
school = Ask the school, the language class or the university for a letter with your name and where you live. For a child a parent may ask.
health = Ask your health centre, hospital, midwife or social worker for a letter, or for a visit at home. It says where you live, never why you came to them.
employer = Ask whoever you work for, or a union, for a letter with your name and where you live. It need not say what you earn.
post = You say your address at a desk, and a code comes to your letterbox. Bring it or type it. The address is used once, to send it, and not kept.
neighbours = Two people on the list who know that you live here each make a code for you on their own page. Type both where you ask for a place. They need not live in your house, and nobody sees who they were.
home = Bring or photograph one paper with your name and street: rent, a bill, a letter from a bank or a court, a payslip. It may be from any country’s office, and it may be folded over where it says more.
attested = Two people or organisations that know your home and about how old you are each give you a letter or a code.
card = Bring a card with your address: of the town, a consulate, a library or a state, even one that has run out. Nobody asks where it is from and nobody notes its number.
register = The council’s own register may know you already. Then there is nothing for you to do.
other = Show it at a desk: somebody there looks at it with you.
good-for = Good for so many months
one-edition = Good for one vote
kept = What is kept
kept-what = That something of this kind was seen, on which day and at which desk. A photo is deleted when a person has decided. No copy, no number.
