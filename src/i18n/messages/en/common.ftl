### What every page shares: frame, counts, refusals. Plain words, one idea a sentence, no exclamation marks.
### Gaps: {$n} is always a whole number, {$when} a day with its time.

## Frame
# First thing a keyboard reaches; limit 40 letters.
skip = Go to the main content
# Name of the row of languages, read aloud only.
languages = Languages
# Before the title of a page that came back with faults.
problem-prefix = Problem:
main-navigation = Main

## Footer
footer-help = Need help?
footer-count = How we count
footer-data = Your data
footer-help-page = Ways to get help
footer-rules = The rules, in plain words
footer-audit = Check the result yourself
footer-safe = How safe is this?
footer-keep = What we keep, and for how long
footer-accessibility = Accessibility statement
footer-display = Text size and contrast
footer-about = { -morada } is free software for deciding together.
footer-demo = This is a demonstration. Its projects and numbers are invented.
footer-phone = Call { $phone }

## Counts
projects = { $n ->
    [one] { $n } project
   *[other] { $n } projects
}

## Days and times
# "Sunday 25 October, 20:00"
weekday-moment = { $weekday } { $day }, { $time }
weekday-day = { $weekday } { $day }
# "5 October – 25 October"
day-range = { $from } – { $to }

## Faults at the top of a form
fault-summary = { $n ->
    [one] There is a problem
   *[other] There are { $n } problems
}

## Text size and contrast
display-title = Text size and contrast
display-lead = Choose what is easy to read. We keep it in your browser only.
display-size = Text size
display-size-normal = Normal
display-size-large = Large
display-size-huge = Very large
display-contrast = Contrast
display-contrast-normal = Normal colours
display-contrast-high = White and yellow on black
display-save = Use these
display-bigger = Bigger text
display-smaller = Normal text

## Pages that say no. They never repeat what was typed.
not-found-title = This page is not here
not-found-what = The address may be wrong, or the page has moved.
refused-title = This page was open too long
refused-what = We could not be sure that this came from our own page. Nothing was changed.
refused-do = Go back, load the page again and send it once more.
too-large-title = This is too much to send at once
too-large-what = What you sent is larger than we can take. Nothing was changed.
unreadable-title = We could not read what was sent
unreadable-what = Something was missing or mixed up. Nothing was changed.
too-many-title = Wait a little
too-many-what = There were too many tries from this connection. Nothing was changed.
too-many-do = { $minutes ->
    [one] Try again in { $minutes } minute, or ask for help.
   *[other] Try again in { $minutes } minutes, or ask for help.
}
broken-title = Something broke on our side
broken-what = We could not show this page. Go back and try again.
broken-do = If you were sending a vote, look for your slip first. Sending it twice does no harm: your last vote counts.
busy-title = The house is full
busy-what = Many people are here right now. Nothing was changed.
busy-do = Wait a minute, then send it once more.
full-title = The store is full
full-what = We could not keep what you sent. Nothing was changed.
full-do = Try again later, or go to a desk. Tell somebody: the server needs more room.
to-start = To the first page
to-help = Ways to get help
not-allowed-title = Your role does not allow this
not-allowed-what = You are signed in, but this belongs to somebody else’s work. Nothing was changed.
not-allowed-do = Ask an admin which roles you have.
