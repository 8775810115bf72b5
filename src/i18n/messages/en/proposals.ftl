### Proposals: writing, reading before publication, supporting, discussing, finding. Counts stand behind a colon, so that no language needs plural forms.

wrong-now = This is not possible now. The dates are on the first page of the process.
wrong-all-given = You support as many proposals as the rules allow: { $n }. Take one back first.
wrong-photo-large = This photo is larger than 8 MB, or has too many pixels. Choose another, or go on without it.
wrong-code = No proposal has this code. Look at it again, letter by letter.
wrong-state = The proposal is no longer where it was. Open the page again.
wrong-phase = This step belongs to another phase of the process.
wrong-reason = Write a reason for every criterion that is not met. Residents will see it.
wrong-price = Write a price above zero.
wrong-number = A ballot number is 1 or more.
wrong-itself = A proposal cannot become part of itself.
