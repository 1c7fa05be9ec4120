# Runs models in R's lavaan and tells estimates, fit and seconds: Rscript lavaan.R asked.json answered.json
# asked: [{"name", "data", "model", "missing": "listwise" or "fiml", "errors": "standard" or "robust", "runs"}]
# data is a CSV; where it is not there, it is written from lavaan's own data of that name
suppressMessages({ library(lavaan); library(jsonlite) })
arguments <- commandArgs(trailingOnly = TRUE)
asked <- fromJSON(arguments[1], simplifyVector = FALSE)
read <- function(path) {
  if (!file.exists(path)) {
    own <- sub("\\.csv$", "", basename(path))
    data(list = own, package = "lavaan")
    write.csv(Filter(is.numeric, get(own)), path, row.names = FALSE, quote = FALSE)
  }
  read.csv(path)
}
fitted <- function(one, answers) {
  estimator <- if (one$errors == "robust") "MLR" else "ML"
  suppressWarnings(sem(one$model, answers, estimator = estimator,
                       missing = one$missing, fixed.x = one$missing == "listwise"))
}
answered <- lapply(asked, function(one) {
  answers <- read(one$data)
  model <- fitted(one, answers)
  seconds <- min(vapply(seq_len(one$runs), function(run) {
    used <- system.time({ f <- fitted(one, answers); fitMeasures(f); parameterEstimates(f, standardized = TRUE) })
    used[["user.self"]] + used[["sys.self"]]
  }, 0))
  estimates <- as.data.frame(parameterEstimates(model, standardized = TRUE))
  estimates <- estimates[estimates$op != "==", ]
  list(name = one$name, missing = one$missing, errors = one$errors, seconds = seconds,
       people = lavInspect(model, "ntotal"), r2 = as.list(lavInspect(model, "rsquare")),
       fit = as.list(unclass(fitMeasures(model))),
       estimates = estimates[, c("lhs", "op", "rhs", "est", "se", "z", "pvalue", "std.all")])
})
write(toJSON(list(version = as.character(packageVersion("lavaan")), answered = answered),
             digits = 10, auto_unbox = TRUE, na = "null"), arguments[2])
