# Wat een stem zegt in een begeleide oefening, en wat er als ondertiteling bij staat. Regel voor regel in de volgorde
# van crates/catalogue/src/guidance.rs. Korte zinnen, tegenwoordige tijd, niets moet.

# Bodyscan
guide-scan-arrive = Ga zo zitten of liggen dat het fijn voelt.
guide-scan-eyes = Je mag je ogen sluiten, of rustig blijven kijken.
guide-scan-breath = Merk hoe je adem vanzelf in en uit gaat.
guide-scan-wander = Dwaal je af met je gedachten? Dat is gewoon. Kom dan rustig terug.
guide-scan-feet = Ga met je aandacht naar je voeten.
guide-scan-feet-soften = Voel waar ze steunen. Laat ze zwaar worden.
guide-scan-shins = Ga naar je onderbenen en je kuiten.
guide-scan-thighs = Voel je knieën en je bovenbenen. Ze hoeven niets te dragen.
guide-scan-seat = Merk hoe je billen op de stoel of het bed rusten.
guide-scan-belly = Voel je buik meebewegen met je adem.
guide-scan-back = Ga met je aandacht naar je rug.
guide-scan-back-soften = Van onder naar boven. Laat je rug gedragen worden.
guide-scan-chest = Voel je borst, zacht en ruim.
guide-scan-hands = Ga naar je handen en je vingers.
guide-scan-arms = Voel je armen, tot aan je schouders.
guide-scan-shoulders = Laat je schouders een stukje zakken.
guide-scan-neck = Voel je nek en je keel.
guide-scan-jaw = Laat je kaken los. Je tong ligt zacht in je mond.
guide-scan-eyes-forehead = Ook je ogen en je voorhoofd mogen zacht zijn.
guide-scan-whole = Voel nu je hele lijf, van je voeten tot je kruin.
guide-scan-stay = Blijf nog even bij dit gevoel. Het is goed zo.
guide-scan-back-here = Beweeg je vingers en je tenen. Kom in je eigen tempo terug.

# Spieren ontspannen
guide-muscles-arrive = Ga zo zitten of liggen dat het fijn voelt.
guide-muscles-kind = Span zacht aan, nooit zo hard dat het pijn doet. Sla gerust iets over.
guide-muscles-breathe = Adem steeds rustig door, ook als je aanspant.
guide-muscles-fists = Maak vuisten. Voel de spanning in je handen.
guide-muscles-fists-go = En laat los. Open je handen.
guide-muscles-fists-feel = Merk het verschil. Misschien voelen je handen warm of zwaar.
guide-muscles-arms = Buig je armen en span je bovenarmen aan.
guide-muscles-arms-go = En laat los. Leg je armen neer.
guide-muscles-arms-feel = Voel hoe zwaar je armen zijn.
guide-muscles-shoulders = Trek je schouders op naar je oren.
guide-muscles-shoulders-go = En laat ze zakken, helemaal.
guide-muscles-shoulders-feel = Voel de ruimte in je nek en je schouders.
guide-muscles-face = Knijp je ogen dicht en klem je kaken zacht op elkaar.
guide-muscles-face-go = En laat los. Je gezicht wordt glad.
guide-muscles-face-feel = Voel hoe je voorhoofd, je ogen en je kaken rusten.
guide-muscles-belly = Span je buik aan. Adem rustig door.
guide-muscles-belly-go = En laat los. Je buik wordt zacht.
guide-muscles-belly-feel = Voel hoe je adem nu je buik beweegt.
guide-muscles-legs = Strek je benen en span je bovenbenen aan.
guide-muscles-legs-go = En laat los. Laat je benen zakken.
guide-muscles-legs-feel = Voel hoe zwaar je benen op de stoel of het bed liggen.
guide-muscles-feet = Trek je tenen naar je toe. Voel je kuiten.
guide-muscles-feet-go = En laat los. Je voeten rusten.
guide-muscles-feet-feel = Misschien worden je voeten warmer. Alles is goed.
guide-muscles-whole = Voel nu je hele lijf. Alles mag zwaar en zacht zijn.
guide-muscles-rest = Blijf hier nog even. Er hoeft nu niets.
guide-muscles-back-here = Beweeg je vingers en je tenen. Kom in je eigen tempo terug.
