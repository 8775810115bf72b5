### What the staff did, for everybody.

title = What the staff did
lead = Every act of the staff in this vote, newest first. The list names acts and never people. Each line is chained to the one before, so none can be taken out unseen.
number = Act { $n }
older = Older acts
none = Nothing older.
