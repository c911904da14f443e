# Writes equal_weights.csv: converged EM of mclust with equal mixing proportions from the hard starts
# in mclust_z0.csv. VII to VEV only: version 6.0.0 iterates wrongly with equal proportions for VVI,
# VEE and EVV, whose log likelihoods it lists are not those of its parameters.
suppressMessages(library(mclust))
folder <- commandArgs(trailingOnly = TRUE)[1]
starts <- read.csv(file.path(folder, "mclust_z0.csv"))
control <- emControl(tol = c(1e-13, 1e-11), itmax = c(5000, 200), equalPro = TRUE)
cat(sprintf("# mclust %s, R %s, tools/reference/mclust_equal_weights.R, %s\n",
  packageVersion("mclust"), getRversion(), Sys.Date()))
cat("dataset,G,model,loglik,df\n")
for (dataset in c("faithful", "iris")) {
  x <- as.matrix(read.csv(file.path(folder, paste0(dataset, ".csv"))))
  for (G in 2:3) {
    z <- unmap(starts$label[starts$dataset == dataset & starts$G == G])
    for (model in c("EII", "VII", "EEI", "VEI", "EVI", "EEE", "EEV", "VEV", "VVV")) {
      fit <- me(modelName = model, data = x, z = z, control = control)
      cat(sprintf("%s,%d,%s,%.15g,%d\n", dataset, G, model, fit$loglik,
        nMclustParams(model, ncol(x), G, equalPro = TRUE)))
    }
  }
}
