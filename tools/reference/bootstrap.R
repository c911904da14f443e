# Standard errors and 95 % percentile intervals by the bootstrap, as mclust has them, for full
# covariances and a given number of components.
#
#   Rscript tools/reference/bootstrap.R > core/src/test/resources/reference/bootstrap/mclust.csv

suppressPackageStartupMessages(library(mclust))
replicates <- 5000
cat(sprintf("# mclust %s MclustBootstrap, %d replicates; R %s; tools/reference/bootstrap.R; %s\n",
            packageVersion("mclust"), replicates, getRversion(), Sys.Date()))
cat("dataset,k,source,parameter,component,i,j,estimate,standard_error,low,high\n")
cases <- list(list("faithful", faithful, 2, "bs"), list("faithful", faithful, 2, "pb"),
              list("iris", iris[, 1:4], 2, "bs"))
for (case in cases) {
  set.seed(20261124)
  x <- case[[2]]
  k <- case[[3]]
  m <- Mclust(x, G = k, modelNames = "VVV", verbose = FALSE)
  # components by decreasing weight, as the tests have them
  order <- order(-m$parameters$pro)
  b <- MclustBootstrap(m,
                       nboot = replicates, type = case[[4]], verbose = FALSE)
  put <- function(name, c, i, j, estimate, drawn) {
    q <- quantile(drawn, c(0.025, 0.975), na.rm = TRUE)
    cat(sprintf("%s,%d,%s,%s,%d,%d,%d,%.17g,%.17g,%.17g,%.17g\n", case[[1]], k,
                ifelse(case[[4]] == "bs", "rows", "model"), name, c, i, j, estimate,
                sd(drawn, na.rm = TRUE), q[1], q[2]))
  }
  for (c in 1:k) {
    o <- order[c]
    put("weight", c, 0, 0, m$parameters$pro[o], b$pro[, o])
    for (i in 1:ncol(x)) put("mean", c, i, 0, m$parameters$mean[i, o], b$mean[, i, o])
    for (i in 1:ncol(x)) for (j in 1:i)
      put("covariance", c, i, j, m$parameters$variance$sigma[i, j, o], b$variance[, i, j, o])
  }
}
