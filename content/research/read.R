# Reads the data of a Luwte study and prints the change from before to after, per arm, with its 95 % interval.
# Needs nothing but R itself. Run it in the folder of the unpacked zip: Rscript read.R

pairs <- read.csv("pairs.csv", fileEncoding = "UTF-8-BOM", na.strings = "")
# While a blinded study goes on no arm is named.
pairs$arm[is.na(pairs$arm)] <- "all"
pairs$change <- pairs$after - pairs$before
for (group in split(pairs, list(pairs$measure, pairs$arm), drop = TRUE)) {
  label <- paste(group$measure[1], group$arm[1])
  if (nrow(group) < 5) {
    cat(sprintf("%s: fewer than 5\n", label))
    next
  }
  test <- t.test(group$change)
  cat(sprintf("%s: %.6f (%.6f to %.6f), n = %d\n", label, test$estimate, test$conf.int[1], test$conf.int[2], nrow(group)))
}

# RMSSD of each session from the raw intervals: only where two normal beats truly follow each other.
rr <- read.csv("rr.csv", fileEncoding = "UTF-8-BOM", na.strings = "")
for (beats in split(rr, list(rr$code, rr$session), drop = TRUE)) {
  normal <- beats$class == "normal"
  follows <- normal & c(FALSE, head(normal, -1)) & beats$successive == 1
  steps <- c(NA, diff(beats$rr_ms))[follows]
  if (length(steps) > 30) {
    cat(sprintf("RMSSD %s session %d: %.1f ms from %d steps\n", beats$code[1], beats$session[1], sqrt(mean(steps^2)), length(steps)))
  }
}
# With more than the built-in: for a parallel design, lm(after ~ before + arm) on the pairs of one measure (analysis of covariance).
