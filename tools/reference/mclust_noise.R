# Mixtures with a noise component, by R's mclust, from given responsibilities.
# Usage: Rscript mclust_noise.R > core/src/test/resources/reference/mixture/mclust_noise.csv
suppressMessages(library(mclust))
number <- function(x) sprintf("%.17g", x)
cat("# Mixtures with a noise component. R ", paste(R.version$major, R.version$minor, sep = "."),
    ", mclust ", format(packageVersion("mclust")), ", tools/reference/mclust_noise.R, ",
    format(Sys.Date()), "\n", sep = "")
cat("# Data: datasets::faithful and datasets::iris. Start: rows whose number (from 1) leaves remainder 1 on\n")
cat("# division by noise_every are noise; the rest is ranked by thousandths of its sum of columns, ties in file order, and\n")
cat("# cut into k equal slices. log_likelihood_1 after one M step, converged by me() with tol 1e-13.\n")
cat("# Volume: hypvol. Parameters: names pro, mean, cov by component from 1 (0: the noise), indices from 1.\n")
cat("data,model,k,noise_every,quantity,component,i,j,value\n")

start <- function(x, k, every) {
  n <- nrow(x)
  label <- rep(k + 1, n)
  rest <- which((seq_len(n) - 1) %% every != 0)
  ranks <- rank(round(1000 * rowSums(x[rest, , drop = FALSE])), ties.method = "first")
  label[rest] <- floor((ranks - 1) * k / length(rest)) + 1
  unmap(label, groups = 1:(k + 1))
}

line <- function(...) cat(paste(..., sep = ","), "\n", sep = "")

write_case <- function(name, x, model, k, every) {
  x <- as.matrix(x)
  z <- start(x, k, every)
  vinv <- hypvol(x, reciprocal = TRUE)
  say <- function(quantity, component, i, j, value)
    line(name, model, k, every, quantity, component, i, j, number(value))
  say("log_volume", 0, 0, 0, -log(vinv))
  first <- mstep(modelName = model, data = x, z = z[, 1:k])
  first$parameters$pro <- colMeans(z)
  first$parameters$Vinv <- vinv
  say("log_likelihood_1", 0, 0, 0,
      estep(modelName = model, data = x, parameters = first$parameters)$loglik)
  fit <- me(modelName = model, data = x, z = z, Vinv = vinv,
            control = emControl(tol = c(1e-13, 1e-13), itmax = c(100000, 100000)))
  say("log_likelihood", 0, 0, 0, fit$loglik)
  say("df", 0, 0, 0, nMclustParams(model, ncol(x), k, noise = TRUE))
  say("bic", 0, 0, 0, bic(model, fit$loglik, nrow(x), ncol(x), k, noise = TRUE))
  for (c in 1:k) {
    say("pro", c, 0, 0, fit$parameters$pro[c])
    for (j in 1:ncol(x)) say("mean", c, j, 0, fit$parameters$mean[j, c])
    for (i in 1:ncol(x)) for (j in 1:i)
      say("cov", c, i, j, fit$parameters$variance$sigma[i, j, c])
  }
  say("pro", 0, 0, 0, fit$parameters$pro[k + 1])
}

for (model in c("EII", "VII", "EEI", "VVI", "EEE", "VVV")) {
  write_case("faithful", faithful, model, 2, 20)
  write_case("faithful", faithful, model, 3, 20)
  write_case("iris", iris[, 1:4], model, 3, 15)
}
