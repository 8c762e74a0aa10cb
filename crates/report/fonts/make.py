# Makes the two weights that reports are set in from the screens' variable font: python3 make.py (fonttools 4.63, brotli).
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = "../../../apps/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
for name, style, weight in (("regular", "Regular", 400), ("semibold", "SemiBold", 600)):
    font = TTFont(SOURCE)
    font = instancer.instantiateVariableFont(font, {"wght": weight}, updateFontNames=False)
    font.flavor = None
    names = font["name"]
    family = "Atkinson Hyperlegible Next"
    for record in (1, 16):
        names.setName(family, record, 3, 1, 0x409)
    for record in (2, 17):
        names.setName(style, record, 3, 1, 0x409)
    names.setName(f"{family} {style}", 4, 3, 1, 0x409)
    names.setName(f"AtkinsonHyperlegibleNext-{style}", 6, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.save(f"atkinson-hyperlegible-next-{name}.ttf")
