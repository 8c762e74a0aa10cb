# The client's own place: signing in, my calm, my story, my data. In plain words.

# The door
own-door-title = Welcome to your own place
own-door-code = Your code
own-door-code-hint = Twelve letters and digits, from your practitioner or your card. Capitals and dashes make no difference.
own-door-code-wrong = Fill in your code.
own-door-card = This is the code on your card. It works once. After that you get a code that only you know.
own-door-shared = Others use this device too
own-door-lost = Lost your code? Ask your practitioner for a new one. Nothing is lost.
own-code-title = This is your new code
own-code-keep = Write it down or take a picture. Only you know it. We will not show it again.
own-code-how = You can use this code to sign in on another device too.
own-code-kept = I have kept it
own-nowhere-do = To My calm

# Everywhere
own-tab-calm = My calm
own-tab-story = My story
own-tab-data = My data
own-help = Help and questions
own-help-answer = There is an answer for you
own-today = Today
own-yesterday = Yesterday
own-you = You
own-of = { $n } of { $all }
own-kept = Saved
own-remove = Remove
own-only-you = only you see this
own-shared = shared with your practitioner
own-share = Share with my practitioner
own-unshare = Stop sharing
own-share-question = Your practitioner can then read this. You can take it back later. Do you want to share it now?
own-share-question-delusions = Only the people named under Help and questions can then read this. Nobody else. You can take it back. Do you want to share it now?
own-share-question-trauma = You choose what you tell, and when. You can take it back later. Do you want to share it now?
own-think = Take a moment
own-think-later = Not now
own-scale-low = 0 is no tension
own-scale-high = 10 is very much
own-times =
    { $n ->
        [one] once
       *[other] { $n } times
    }

# My calm
own-calm-title = How is it now?
own-calm-title-trauma = Good to see you here
own-calm-ask = How tense are you now?
own-calm-ask-addiction = How tense are you now? Craving counts too.
own-calm-words = Do you want to add some words? You need not.
own-calm-words-trauma = Do you want to add some words? You need not, and you do not have to tell what happened.
own-calm-missing = Choose a number first.
own-calm-send = Write down
own-after-high = { $n }: at or above your own limit
own-after-kept = Written down: { $n }
own-after-low = You are below your own limit.
own-after-choose = This is the moment to do something for yourself. Choose what fits now.
own-after-choose-trauma = You noticed in time. Choose what feels right now; you do not have to do anything.
own-after-choose-addiction = Craving and tension rise and fall again. Do something else now; after that you decide.
own-after-headset = Is there a headset nearby? Ask for it, or put it on and choose a place yourself.
own-after-headset-world = Is there a headset nearby? After { $world } your tension was often lower.
own-after-helps = You wrote earlier that this helps: { $helps }.
own-after-other = Rather something else? Go outside for a bit, drink a glass of water or call somebody.
own-after-other-delusions = Rather something else? Go to a quiet place, do something with your hands, or talk to somebody you trust.
own-after-other-trauma = Rather something else? Feel your feet on the ground, look around and name five things you see. Or call somebody with whom you feel safe.
own-after-other-addiction = Rather something else? Leave the place where the craving began, drink a glass of water, or call the person you agreed this with.
own-after-no-threshold = You have no limit of your own yet. With a limit you get an idea for relaxing at the right moment.
own-after-set-threshold = Choose a limit
own-after-again = Write down again
own-remind-now = Time for yourself: { $what }
own-remind-how = You planned this moment yourself. Breathe along for a minute, or put on a headset if there is one.
own-remind-later = Today at { $clock }: { $what }
own-plan-pause = a quiet moment

# A minute of breathing
own-breath = Breathe for a minute
own-breath-more = Without a headset, right here
own-breath-how = Sit down. Breathe in while the circle grows, and out slowly while it shrinks. Six times, and the minute is over.
own-breath-how-trauma = Sit down and keep your eyes open. Breathe in while the circle grows, and out gently while it shrinks. Does breathing along not feel right? Just look at the circle, or stop.
own-breath-start = Begin
own-breath-ready = Ready
own-breath-in = Breathe in
own-breath-out = Breathe out gently
own-breath-left = How far you are
own-breath-stop = Stop
own-breath-dizzy = I feel dizzy
own-breath-dizzy-do = Stop breathing along and breathe as it comes. Stay seated until it has passed. If it does not pass, ask somebody near you for help.
own-breath-back = Back to My calm
own-breath-done = That was a minute
own-breath-done-more = Do you notice a difference? Anything is fine, also if you notice nothing.
own-breath-write = Write down how it is now
own-breath-more-time = Another minute
own-breath-safe = Do this sitting down, not while driving. If you feel dizzy, stop.

# Diary
own-diary = My diary
own-diary-more = What you wrote down before
own-diary-private = Only you see your diary.
own-diary-private-delusions = Only you see your diary, unless you share something yourself. It is kept safely at your institution. Your phone does not listen along.
own-diary-empty = You have not written anything down yet.
own-diary-first = Write something now
own-diary-count =
    { $n ->
        [one] You wrote something down once
       *[other] The last { $n } times
    }
own-diary-over =
    { $n ->
        [one] Written down once, { $high } times at or above your limit of { $threshold }
       *[other] { $high } of the last { $n } times at or above your limit of { $threshold }
    }
own-diary-dotted = The dotted line is your own limit.
own-diary-forget = Remove: { $clock }

# My plan
own-plan = My plan
own-plan-more = Your limit, your moments and what helps
own-plan-private = Only you see your plan. What you change is saved at once.
own-plan-meanwhile = Your plan was changed on another device. What was saved there now stands below. Make your last change again if you still want it.
own-threshold = My limit
own-threshold-more = When you write down this number or higher, you get an idea for relaxing at once.
own-threshold-more-addiction = When you write down this number or higher, for tension or for craving, you get something to do at once.
own-threshold-ask = From which number on do you want an idea?
own-threshold-none = No limit
own-moments = My moments
own-moments-more = At which moments does your tension often rise? Plan a pause there. You see it here on the page; you get no notification.
own-moment-days = On which days?
own-moment-time = At what time?
own-moment-words = What kind of moment is it? You need not say.
own-moment-add = Add moment
own-moment-row = { $day }, { $clock }
own-moment-no-time = Choose a time.
own-moment-no-day = Choose at least one day.
own-moment-too-many = More than 21 moments is not possible. Take one away first.
own-day-monday = Monday
own-day-tuesday = Tuesday
own-day-wednesday = Wednesday
own-day-thursday = Thursday
own-day-friday = Friday
own-day-saturday = Saturday
own-day-sunday = Sunday
own-day-short-monday = Mo
own-day-short-tuesday = Tu
own-day-short-wednesday = We
own-day-short-thursday = Th
own-day-short-friday = Fr
own-day-short-saturday = Sa
own-day-short-sunday = Su
own-signals = How I notice it
own-signals-hint = Tick what you recognise.
own-signals-hint-trauma = Tick what you recognise. Skip what comes too close now.
own-signal-heart = My heart beats faster
own-signal-breath = I breathe high or fast
own-signal-muscles = My shoulders or jaws are tight
own-signal-sweat = I sweat or tremble
own-signal-stomach = My stomach feels strange
own-signal-thoughts = My thoughts keep going
own-signal-thoughts-delusions = It is busy in my head
own-signal-sleep = I sleep badly
own-signal-short-tempered = I get angry sooner, or withdraw
own-helps = What helps me
own-helps-hint = Tick what you know, or write something yourself.
own-help-outside = Going outside
own-help-music = Music
own-help-talk = Talking with somebody
own-help-talk-delusions = Talking with somebody I trust
own-help-breathe = Breathing calmly
own-help-move = Moving
own-help-warmth = Something warm: a shower, tea, a blanket
own-help-alone = Being alone for a while
own-help-headset = The headset
own-list-own = Something else
own-plan-words = In my own words
own-plan-words-ask = When my tension rises, I
own-plan-words-ask-addiction = When my tension or craving rises, I
own-plan-words-hint = For example: first walk around the block and then call my sister.

# Understanding tension
own-learn = Understanding tension
own-learn-more = Five short pages
own-learn-back = Previous
own-learn-next = Next
own-learn-end = To my plan
own-learn-what-title = What is tension?
own-learn-what-1 = Everybody has tension. Your body gets ready to handle something: your heart beats faster and your muscles tighten. That is useful, and it usually settles by itself.
own-learn-what-1-trauma = Tension is there to protect you. After something terrible your body can stay alert, even when it is safe now. That is not your fault.
own-learn-what-1-delusions = Everybody has tension. Your body gets ready to handle something: your heart beats faster and your muscles tighten. That happens in your own body, and it usually settles by itself.
own-learn-what-2 = If tension stays high for too long, you sleep worse and can bear less. Relaxing for a moment more often lets it settle. It is not about long, but about often: a few minutes is enough.
own-learn-what-2-addiction = Tension can bring on craving. Craving comes up, gets stronger and then falls again. By relaxing in time you need not act on it. A few minutes is often enough.
own-learn-signals-title = How do you notice tension?
own-learn-signals-1 = Everybody notices tension differently. One feels it in the stomach, another worries or gets short with people.
own-learn-signals-1-delusions = Everybody notices tension differently. One feels it in the stomach, another finds it busy in the head or sleeps badly.
own-learn-signals-2 = When you know your own signs, you can do something sooner. Which do you recognise?
own-learn-helps-title = What helps?
own-learn-helps-1 = Relaxing can be practised. In research a quiet place in the headset helped many people at that moment, and ordinary exercises helped too. Only you can notice what works for you.
own-learn-helps-1-trauma = Relaxing can be practised, at your own pace. If something does not feel safe, you stop. A quiet place in the headset helps many people; for others something quite different works. You choose.
own-learn-helps-2 = Choose a few things that you can do anywhere, also without a headset.
own-learn-moments-title = When is it hard?
own-learn-moments-1 = Tension often rises at fixed moments: when getting up, after work, before a conversation or in the evening.
own-learn-moments-1-addiction = Tension and craving often rise at fixed moments: after work, on payday, at the weekend or in the evening.
own-learn-moments-2 = Plan a short pause just then, before it is high. Many people find that a pause in time is easier.
own-learn-plan-title = Your plan
own-learn-plan-1 = This is what you chose. You find it under My plan and can always change it.
own-learn-plan-2 = Write down what you do when it rises. Feel free to discuss it with your practitioner.
own-summary = This is how it stands
own-summary-nothing = nothing chosen yet

# My story
own-story-empty = Your story will stand here
own-story-empty-more = After your first time in the headset you see here where you were and what it did to your tension.
own-story-best = { $name } suits you
own-story-counted =
    { $n ->
        [one] After the one time with { $name } your tension was { $lower ->
            [0] not lower
           *[other] lower
        }.
       *[other] After { $lower } of the { $n } times with { $name } your tension was lower.
    }
own-story-mean = Your tension was usually lower afterwards, by about { $points } points. That rests on { $n } times.
own-story-early = Your sessions
own-story-early-more = What works best for you cannot be said yet. That takes more times.
own-story-last-lower = Last time your tension went from { $before } to { $after }
own-story-last-same = Last time your tension stayed at { $after }
own-story-last-higher = Last time your tension went from { $before } to { $after }
own-story-no-answers = No numbers before and after yet
own-story-liked = What you chose most often
own-story-wrote = What you wrote yourself
own-story-that-session = To that session
own-works = What works for me?
own-works-early =
    { $n ->
        [one] Once. Too few to say anything.
       *[other] { $n } times. Too few to say anything.
    }
own-works-unclear = { $n } times. Sometimes lower, sometimes not: it cannot be said yet.
own-works-lower = { $n } times. Your tension is lower afterwards, probably by { $low } to { $high } points.
own-works-higher = { $n } times. Your tension is more often higher afterwards. Discuss this with your practitioner.
own-works-how = This comes from your own numbers only, from just before and just after a session. It does not say what caused it.
own-session-live = is going on now
own-session-both = tension from { $before } to { $after }
own-session-same = tension stayed { $n }
own-session-before = tension before { $n }
own-session-after = tension afterwards { $n }
own-session-neither = without numbers for tension
own-session-wrote = you wrote about it
own-claim = Do you have a code of a session without a name?
own-claim-code = Code of the session
own-claim-hint = Eight letters and digits that you got after the session. The session then stands here.
own-claim-send = Add session

# One session
own-course-title = Your session
own-course-both = Your tension went from { $before } to { $after }
own-course-first = Do you want to look at this session now?
own-course-first-more = You see where you were, how your heart beat and what you wrote. It stays here, so later is fine too.
own-course-first-more-delusions = You see where you were and how your heart beat. Under My data you read all that is kept. It stays here, so later is fine too, or together with your practitioner.
own-course-first-more-trauma = Looking back can bring things up. It stays here, so later is fine too, or together with your practitioner.
own-course-show = Look
own-course-where = Where you were
own-course-did = What you did
own-course-watched = Watched along
own-course-watched-delusions = Was there together with you
own-course-nobody = nobody
own-course-unwell = You did not feel well in this session. Your practitioner looks at that before you practise alone again.
own-course-line = From beginning to end
own-course-line-more = Your numbers on top, your heart rate below. Where the line is missing nothing was measured. A heart goes up and down all day; that is normal.
own-course-line-more-delusions = The strap only counted heartbeats. Nobody can see from this line what you think or feel. Where the line is missing nothing was measured.
own-course-gap = not measured
own-course-no-heart = No heart rate was measured.
own-track-tension = Tension
own-moments-marked = Moments that I marked
own-moments-none = Was there a moment that you want to talk about? Mark it and write something with it.
own-moments-none-trauma = Was there a moment that felt good, or did not? You can mark it. You need not.
own-moment-mark = Mark a moment
own-moment-at = Which moment?
own-moment-heart = heart rate { $n }
own-moment-note = What was there then?
own-moment-note-trauma = What do you want to say about it?
own-moment-missing = Write something with it, even if it is one word.
own-moment-share-now = My practitioner may see this
own-moment-share-later = First it is for you alone. After that you can choose whether you share it.
own-moment-keep = Keep moment
own-reflect = What did you take with you?
own-reflect-ask = How was it, and what do you want next time?
own-reflect-ask-trauma = Do you want to say something about it? You do not have to tell what happened.
own-reflect-hint = Saving it empty takes your text away.
own-reflect-share = My practitioner may read this
own-reflect-alone = Keep for me alone

# Help and questions
own-ask = Help and questions
own-ask-more = Ask somebody something, or get help now
own-emergency = Do you need help now?
own-emergency-more = This page is not read day and night. Call when it cannot wait.
own-emergency-more-addiction = This page is not read day and night. Call when it cannot wait, also when you are afraid that you will use.
own-call-112 = There is danger: call 112
own-call-113 = Are you thinking of suicide: call 0800-0113 (free)
own-ask-person = A question to your practitioner
own-ask-readers = Who reads this: { $names }.
own-ask-readers-none = At this moment nobody reads your questions here: your care is closed, or nobody is linked to you. So you cannot send anything here now. Call or write to your institution:
own-ask-days =
    { $n ->
        [one] You get an answer within 1 working day.
       *[other] You get an answer within { $n } working days.
    }
own-ask-days-unknown = Ask your practitioner how soon you get an answer.
own-ask-write = What do you want to ask or tell?
own-ask-hint = The answer will stand here. You also see whether your question was read.
own-ask-hint-delusions = Only the people above read this. The answer will stand here, and you see whether your question was read.
own-ask-missing = Write your question first.
own-ask-send = Send
own-letters = Questions and answers
own-letter-read = read on { $when }
own-letter-unread = not read yet

# My data
own-data-title = You decide what we keep
own-data-better = Have something corrected
own-data-better-more = Is something not right? Tell your practitioner
own-log = Who looked
own-log-who = Only you and people who belong to your care can look.
own-log-who-delusions = Only you and the people who belong to your care can look. Every time stands here.
own-log-why = Every time somebody opens or changes your data, it is written down here. Nobody can take a line away.
own-log-why-delusions = Every time somebody opens or changes your data, it is written down here. Do you doubt a line? Look at it together with your practitioner.
own-log-all = See all
own-log-mine-too = Also what I did myself
own-log-nobody = Nobody else has looked yet.
own-log-device = a device
own-log-times = { $n } times
own-log-was-emergency = in an emergency, without treating you; this is checked
own-log-looked = looked at { $what }
own-log-changed = added or changed something: { $what }
own-log-removed = took something away: { $what }
own-log-refused = wanted to look, and was not allowed
own-log-emergency = opened your data in an emergency
own-log-entered = signed in or out
own-log-session = guided { $what }
own-log-of-session = your session
own-log-of-sessions = your sessions
own-log-of-poses = where you looked in a session
own-log-of-recording = a heart recording
own-log-of-profile = your overview
own-log-of-works = what works for you
own-log-of-screening = your screening
own-log-of-client = your card
own-log-of-clients = your name in a list
own-log-of-relation = who treats you
own-log-of-relations = who treats you
own-log-of-client-login = how you sign in
own-log-of-client-code = your code
own-log-of-passkey = a passkey
own-log-of-access-log = this list
own-log-of-adverse-event = a moment when you did not feel well
own-log-of-letters = your questions
own-log-of-letter = a question or answer
own-log-of-manner = how this place speaks to you
own-log-of-shared-words = what you shared
own-log-of-moment = a moment that you marked
own-log-of-reflection = what you wrote about a session
own-log-of-diary = your diary
own-log-of-diary-entry = your diary
own-log-of-own-plan = your plan
own-log-of-own-place = this place
own-log-of-consents = your consent
own-log-of-consent = your consent
own-log-of-export = a copy of your data
own-log-of-other = something of your data
own-key = How I sign in
own-key-lead = Code, passkey, language and colours
own-key-as = Here you are { $alias }, at { $organisation }.
own-key-code = New code
own-key-code-more = Does somebody else know your code? Make a new one. The old one then stops working, and you are signed out on other devices.
own-key-code-new = Make a new code
own-data-off = Do you turn something off? Luwte goes on working.
own-data-yours = Your data are yours
own-data-all = Download everything
own-data-all-more = You get one file (zip) with everything that is kept of you. Keep it in a safe place.
own-information = What we keep, why and how long
own-streams-always = Do you feel unwell in the headset? We always keep that, for your safety.
own-stream-on-since = On since { $when }.
own-stream-off-since = Off since { $when }.
own-stream-behaviour = Choices
own-stream-behaviour-more = Which place and exercise you chose, and how long.
own-stream-head-movement = Where you look
own-stream-head-movement-more = How your head moves in the headset.
own-stream-head-movement-more-delusions = How your head moves in the headset. The headset makes no recording of you or your room.
own-stream-heart = Heart rate
own-stream-heart-more = With a heart strap.
own-stream-heart-more-delusions = With a heart strap. The strap counts heartbeats and cannot measure thoughts.
own-stream-answers = Answers
own-stream-answers-more = How you feel, before and after.
own-stream-diary = Diary
own-stream-diary-more = What you write down here. Only you see it.
own-stream-research = Research
own-stream-research-more = Taking part without your name.
own-erase = Have my data erased
own-erase-what = Everything that is kept of you here disappears for good: sessions, answers, diary and questions. Nobody can bring it back. Download it first if you want to keep it.
own-erase-what-delusions = Everything that is kept of you here disappears for good: sessions, answers, diary and questions. No copy is left by which somebody could recognise you. Download it first if you want to keep it.
own-erase-who = Your institution decides about this. Sometimes the law does not allow erasing; then you read here why.
own-erase-ask = Ask to erase
own-erase-waits = You asked on { $asked } to have your data erased. By { $due } at the latest you read here what was decided.
own-erase-refused = Your request was not granted on { $when }
own-erase-law = The law forbids erasing these data now.
own-erase-others = Keeping them matters considerably to somebody other than you.
own-log-of-erasure-request = your request to erase

own-by-colleague = filled in by your practitioner

# What is kept of me, kind by kind
own-stored = What there is of me
own-stored-more = The number says how much there is. All of it is in the file that you can download, except where it says otherwise.
own-stored-none = There is nothing of:
own-stored-identity = Your alias
own-stored-signing-in = How you sign in
own-stored-carers = Who treats you
own-stored-screening = Questions beforehand
own-stored-consents = What you switched on or off
own-stored-requests = Requests to be erased
own-stored-sessions = Sessions
own-stored-own-words = What you wrote with sessions
own-stored-answers = Sets of questions
own-stored-diary = Diary
own-stored-own-plan = Your plan
own-stored-letters = Questions and answers
own-stored-loans = Headsets on loan
own-stored-sensors = Your own sensors
own-stored-studies = Studies
own-stored-access-log = Who looked
own-stored-conclusions = What your practitioners wrote
own-stored-keys = Keys
own-stored-outlives-access-log = This stays after erasing as well, without your alias. The law asks it.
own-stored-stays-conclusions = Not in the file: notes, plans and decisions. Ask your practitioner to see them. It is your right.
own-stored-stays-keys = Not in the file: they say nothing about you, and in the wrong hands they open something.
