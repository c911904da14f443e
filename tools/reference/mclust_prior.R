# Mixtures with a conjugate prior, by R's mclust, from given parameters.
# Usage: Rscript mclust_prior.R > core/src/test/resources/reference/mixture/mclust_prior.csv
suppressMessages(library(mclust))
number <- function(x) sprintf("%.17g", x)
cat("# Mixtures with a conjugate prior. R ", paste(R.version$major, R.version$minor, sep = "."),
    ", mclust ", format(packageVersion("mclust")), ", tools/reference/mclust_prior.R, ",
    format(Sys.Date()), "\n", sep = "")
cat("# Data: datasets::faithful and datasets::iris. Start: rows ranked by thousandths of their sum of columns, ties\n")
cat("# in file order, cut into k equal slices; shares and means of the slices; all covariances s*I, with s the mean\n")
cat("# variance (divisor n) of the columns. step: one E step and one M step. end: E and M steps in turn\n")
cat("# until nothing moves (me() has other formulas than mstep() for EVI, and for any model without shrinkage);\n")
cat("# not where a component vanishes.\n")
cat("# Prior: defaultPrior with its shrinkage given; custom: 5 + d degrees of freedom and thrice its scale.\n")
cat("# Left out, as mclust departs from the paper there: EII, and EEI and EEV unless shrinkage is 0.\n")
cat("data,model,k,shrinkage,prior,stage,quantity,component,i,j,value\n")

line <- function(...) cat(paste(..., sep = ","), "\n", sep = "")

customPrior <- function(data, G, modelName, ...) {
  prior <- defaultPrior(data, G = G, modelName = modelName, ...)
  prior$dof <- NCOL(data) + 5
  prior$scale <- 3 * prior$scale
  prior
}

start <- function(x, k) {
  n <- nrow(x)
  ranks <- rank(round(1000 * rowSums(x)), ties.method = "first")
  label <- floor((ranks - 1) * k / n) + 1
  means <- sapply(1:k, function(c) colMeans(x[label == c, , drop = FALSE]))
  s <- mean(apply(x, 2, var)) * (n - 1) / n
  logs <- sapply(1:k, function(c) {
    log(mean(label == c)) - colSums((t(x) - matrix(means, ncol(x))[, c])^2) / (2 * s)
  })
  z <- exp(logs - apply(logs, 1, max))
  z / rowSums(z)
}

write_case <- function(name, x, model, k, shrinkage, kind) {
  x <- as.matrix(x)
  z <- start(x, k)
  prior <- list(functionName = if (kind == "custom") "customPrior" else "defaultPrior",
                shrinkage = shrinkage)
  control <- emControl(tol = c(1e-14, 1e-14), itmax = c(100000, 100000))
  data <- if (ncol(x) == 1) as.vector(x) else x
  step <- mstep(modelName = model, data = data, z = z, prior = prior, control = control)
  end <- step
  last <- -Inf
  repeat {
    e <- estep(modelName = model, data = data, parameters = end$parameters)
    if (max(abs(unlist(end$parameters[c("pro", "mean")]) - last)) < 1e-13) break
    last <- unlist(end$parameters[c("pro", "mean")])
    end <- mstep(modelName = model, data = data, z = e$z, prior = prior, control = control)
  }
  for (stage in c("step", if (min(end$parameters$pro) > 1e-6) "end")) {
    fit <- if (stage == "step") step else end
    say <- function(quantity, component, i, j, value)
      line(name, model, k, shrinkage, kind, stage, quantity, component, i, j, number(value))
    say("log_likelihood", 0, 0, 0,
        estep(modelName = model, data = data, parameters = fit$parameters)$loglik)
    for (c in 1:k) {
      say("pro", c, 0, 0, fit$parameters$pro[c])
      if (ncol(x) == 1) {
        say("mean", c, 1, 0, fit$parameters$mean[c])
        s <- fit$parameters$variance$sigmasq
        say("cov", c, 1, 1, s[min(c, length(s))])
      } else {
        for (j in 1:ncol(x)) say("mean", c, j, 0, fit$parameters$mean[j, c])
        for (i in 1:ncol(x)) for (j in 1:i)
          say("cov", c, i, j, fit$parameters$variance$sigma[i, j, c])
      }
    }
  }
}

for (model in c("VII", "VEI", "EVI", "VVI", "EEE", "VEV", "VVV", "EEI", "EEV")) {
  shrinkage <- if (model %in% c("EEI", "EEV")) 0 else 0.01
  write_case("faithful", faithful, model, 2, shrinkage, "default")
  write_case("faithful", faithful, model, 3, shrinkage, "custom")
  write_case("iris", iris[, 1:4], model, 3, shrinkage, "default")
  if (shrinkage > 0) write_case("faithful", faithful, model, 2, 0, "default")
  if (shrinkage > 0) write_case("iris", iris[, 1:4], model, 2, 5, "default")
}
for (model in c("E", "V")) write_case("waiting", faithful[, 2, drop = FALSE], model, 2, 0.01, "default")
