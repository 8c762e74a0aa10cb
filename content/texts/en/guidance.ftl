# What a voice says in a guided exercise, and what stands with it as captions. Line by line in the order of
# crates/catalogue/src/guidance.rs. Short sentences, present tense, nothing is a must.

# Body scan
guide-scan-arrive = Sit or lie down in a way that feels good.
guide-scan-eyes = You may close your eyes, or keep looking calmly.
guide-scan-breath = Notice how your breath comes and goes by itself.
guide-scan-wander = Do your thoughts wander? That is normal. Just come back gently.
guide-scan-feet = Bring your attention to your feet.
guide-scan-feet-soften = Feel where they rest. Let them become heavy.
guide-scan-shins = Move to your lower legs and your calves.
guide-scan-thighs = Feel your knees and thighs. They have nothing to carry.
guide-scan-seat = Notice how you rest on the chair or the bed.
guide-scan-belly = Feel your belly move along with your breath.
guide-scan-back = Bring your attention to your back.
guide-scan-back-soften = From the bottom to the top. Let your back be carried.
guide-scan-chest = Feel your chest, soft and wide.
guide-scan-hands = Move to your hands and your fingers.
guide-scan-arms = Feel your arms, up to your shoulders.
guide-scan-shoulders = Let your shoulders sink a little.
guide-scan-neck = Feel your neck and your throat.
guide-scan-jaw = Let go of your jaw. Your tongue lies softly in your mouth.
guide-scan-eyes-forehead = Your eyes and your forehead may be soft, too.
guide-scan-whole = Now feel your whole body, from your feet to the top of your head.
guide-scan-stay = Stay with this feeling for a while. It is fine as it is.
guide-scan-back-here = Move your fingers and your toes. Come back in your own time.

# Muscle relaxation
guide-muscles-arrive = Sit or lie down in a way that feels good.
guide-muscles-kind = Tense gently, never so hard that it hurts. Feel free to leave something out.
guide-muscles-breathe = Keep breathing calmly, also while you tense.
guide-muscles-fists = Make fists. Feel the tension in your hands.
guide-muscles-fists-go = And let go. Open your hands.
guide-muscles-fists-feel = Notice the difference. Perhaps your hands feel warm or heavy.
guide-muscles-arms = Bend your arms and tense your upper arms.
guide-muscles-arms-go = And let go. Lay down your arms.
guide-muscles-arms-feel = Feel how heavy your arms are.
guide-muscles-shoulders = Pull your shoulders up to your ears.
guide-muscles-shoulders-go = And let them sink, all the way.
guide-muscles-shoulders-feel = Feel the room in your neck and your shoulders.
guide-muscles-face = Squeeze your eyes shut and press your jaws together softly.
guide-muscles-face-go = And let go. Your face becomes smooth.
guide-muscles-face-feel = Feel how your forehead, your eyes and your jaw rest.
guide-muscles-belly = Tense your belly. Keep breathing calmly.
guide-muscles-belly-go = And let go. Your belly becomes soft.
guide-muscles-belly-feel = Feel how your breath moves your belly now.
guide-muscles-legs = Stretch your legs and tense your thighs.
guide-muscles-legs-go = And let go. Let your legs sink.
guide-muscles-legs-feel = Feel how heavily your legs rest on the chair or the bed.
guide-muscles-feet = Pull your toes towards you. Feel your calves.
guide-muscles-feet-go = And let go. Your feet rest.
guide-muscles-feet-feel = Perhaps your feet grow warmer. Anything is fine.
guide-muscles-whole = Now feel your whole body. All of it may be heavy and soft.
guide-muscles-rest = Stay here for a while. Nothing has to be done now.
guide-muscles-back-here = Move your fingers and your toes. Come back in your own time.
