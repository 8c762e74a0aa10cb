# Wat de cliënt in de bril leest: hoogstens acht woorden per regel. Ids die met page- beginnen staan op de gewone pagina.

welcome = Fijn dat je er bent
