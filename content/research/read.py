"""Reads the data of a Luwte study and prints the change from before to after, per arm, with its 95 % interval.

Needs pandas and scipy: pip install pandas scipy. Run it in the folder of the unpacked zip: python read.py
"""

import math

import pandas as pd
from scipy import stats

pairs = pd.read_csv("pairs.csv", encoding="utf-8-sig")
# While a blinded study goes on no arm is named.
pairs["arm"] = pairs["arm"].fillna("all")
pairs["change"] = pairs["after"] - pairs["before"]
for (measure, arm), group in pairs.groupby(["measure", "arm"]):
    n = len(group)
    if n < 5:
        print(f"{measure} {arm}: fewer than 5")
        continue
    mean, error = group["change"].mean(), group["change"].std(ddof=1) / math.sqrt(n)
    half = stats.t.ppf(0.975, n - 1) * error
    print(f"{measure} {arm}: {mean:.6f} ({mean - half:.6f} to {mean + half:.6f}), n = {n}")

# RMSSD of each session from the raw intervals: only where two normal beats truly follow each other.
rr = pd.read_csv("rr.csv", encoding="utf-8-sig")
for (code, session), beats in rr.groupby(["code", "session"]):
    normal = beats["class"].eq("normal")
    follows = normal & normal.shift(fill_value=False) & beats["successive"].eq(1)
    steps = beats["rr_ms"].diff()[follows]
    if len(steps) > 30:
        print(f"RMSSD {code} session {session}: {math.sqrt((steps ** 2).mean()):.1f} ms from {len(steps)} steps")
