### Entries that change: put right, moved, renewed, given notice.

change = Put right, move or renew
change-lead = Everything is looked at again with a paper of today. The card stays as it is; its page shows the new area.
change-note = A name that is wrong, another area, a check that ends soon: ask for a change here. The same questions come, filled in as they are now, and the desk decides.
change-go = Ask for a change
asks-change = A change of an entry that is there
changed-title = Your entry is changed
changed-lead = Your card stays as it is. Your own page shows what is kept now.
notice = Give notice that this entry shall end
notice-note = For an entry that is no longer true while its holder cannot be asked. It stays good until the days for an objection are over, or three others have heard it. Print the notice and send it by post.
notice-reason = Why
notice-go = Give notice
notice-given = Print this page and send it to the person. Under the code below they read the reason and can object.
notice-until = Objections are possible until { $day }.
notice-subject = A notice about your entry on the list of voters
notice-text = Your entry shall end. You can object until { $day }. Under this code you read why and what to do: { $code }
strike-title = Your entry shall end
strike-mark = Notice
stays-title = Your entry stays
stays-lead = Three people have heard your objection. Nothing changes for you.
struck = Ended after a notice
act-changed = Changed an entry; shown was: { $evidence }
act-notice = Gave notice that an entry shall end: { $reason }
