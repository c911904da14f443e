# Merging of components by entropy: parameters of a mixture that mclust fits, the entropies of
# clustCombi's solutions and the pairs it joins. Probabilities are those at the parameters written
# down (one more E step), so that whoever reads the file can recompute them.
#
#   Rscript tools/reference/merging.R NAME DATA.csv OUT.csv     (DATA "faithful": R's own)

suppressPackageStartupMessages(library(mclust))
args <- commandArgs(TRUE)
x <- if (args[2] == "faithful") faithful else read.csv(args[2])
model <- Mclust(x, verbose = FALSE)
k <- model$G
d <- ncol(x)
model$z <- do.call(estep, list(modelName = model$modelName, data = x, parameters = model$parameters))$z
combi <- clustCombi(model)
out <- file(args[3], "w")
cat(sprintf("# %s: mclust %s %s, %d components; R %s; tools/reference/merging.R; %s\n", args[1],
            packageVersion("mclust"), model$modelName, k, getRversion(), Sys.Date()), file = out)
cat("quantity,i,j,value\n", file = out)
put <- function(name, i, j, value) cat(sprintf("%s,%d,%d,%.17g\n", name, i, j, value), file = out)
for (c in 1:k) put("weight", c, 0, model$parameters$pro[c])
for (c in 1:k) for (j in 1:d) put("mean", c, j, model$parameters$mean[j, c])
for (c in 1:k) for (i in 1:d) for (j in 1:d)
  put("covariance", c, (i - 1) * d + j, model$parameters$variance$sigma[i, j, c])
z <- model$z
members <- as.list(1:k)
put("entropy", k, 0, -sum(ifelse(z > 0, z * log(z), 0)))
for (g in (k - 1):1) {
  m <- combi$combiM[[g]]
  pair <- which(m[rowSums(m) == 2, ] == 1)
  put("first", g, 0, min(unlist(members[pair[1]])))
  put("second", g, 0, min(unlist(members[pair[2]])))
  joined <- c(members[[pair[1]]], members[[pair[2]]])
  members[[pair[1]]] <- joined
  members[[pair[2]]] <- NULL
  z <- t(m %*% t(z))
  put("entropy", g, 0, -sum(ifelse(z > 0, z * log(z), 0)))
  put("rows", g, 0, sum(map(z) == pair[1]))
}
put("suggested", 0, 0, clustCombiOptim(combi)$numClusters.combi)
close(out)
