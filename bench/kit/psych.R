# Rscript psych.R answers.f32 people items: seconds (of the processor) of psych::alpha and the alpha it found
suppressMessages(library(psych))
a <- commandArgs(trailingOnly = TRUE)
people <- as.integer(a[2]); items <- as.integer(a[3])
x <- as.data.frame(matrix(readBin(a[1], "numeric", people * items, size = 4), ncol = items, byrow = TRUE))
x[is.na(x)] <- NA
used <- system.time(found <- suppressWarnings(psych::alpha(x)))
cat(used[["user.self"]] + used[["sys.self"]], format(found$total$raw_alpha, digits = 15), "\n")
