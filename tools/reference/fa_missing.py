"""Factor analysis of rows with missing values: the greatest observed-data likelihood, found by BFGS.

Usage: python3 fa_missing.py wine.csv > fa_missing.csv
The rows are columns 1 to 6 (from 0) of wine; cell (i, j) is removed where (7 i + 3 j) mod 10 = 0.
"""
import sys

import numpy as np
import scipy
from scipy.optimize import minimize

x = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)[:, 1:7]
n, d = x.shape
i, j = np.indices(x.shape)
x[(7 * i + 3 * j) % 10 == 0] = np.nan
centre, unit = np.nanmean(x, 0), np.nanstd(x, 0)
y = (x - centre) / unit
patterns = {}
for row in y:
    patterns.setdefault(tuple(~np.isnan(row)), []).append(row)


def loss(theta, q):
    mean, load = theta[:d], theta[d : d + d * q].reshape(d, q)
    sigma = load @ load.T + np.diag(np.exp(theta[d + d * q :]))
    gm, gs, total = np.zeros(d), np.zeros((d, d)), 0.0
    for mask, rows in patterns.items():
        o = np.flatnonzero(mask)
        rows = np.array(rows)[:, o] - mean[o]
        s = sigma[np.ix_(o, o)]
        inverse = np.linalg.inv(s)
        scatter = rows.T @ rows
        total += 0.5 * (len(rows) * (len(o) * np.log(2 * np.pi) + np.linalg.slogdet(s)[1]) + np.sum(inverse * scatter))
        gm[o] -= inverse @ rows.sum(0)
        gs[np.ix_(o, o)] += 0.5 * (len(rows) * inverse - inverse @ scatter @ inverse)
    return total, np.r_[gm, (2 * gs @ load).ravel(), np.diag(gs) * np.exp(theta[d + d * q :])]


print(f"# Factor analysis of wine with gaps; scipy {scipy.__version__}, tools/reference/fa_missing.py, 2026-11-24")
print("latent,logLikelihood," + ",".join(f"noise{j + 1}" for j in range(d)))
jacobian = -np.sum(~np.isnan(x) * np.log(unit))
for q in (2,):
    best = None
    for seed in range(8):
        start = np.r_[np.zeros(d), np.random.default_rng(seed).normal(size=d * q), np.full(d, -1.0)]
        found = minimize(loss, start, args=(q,), jac=True, method="BFGS", options={"maxiter": 5000, "gtol": 1e-9})
        if best is None or found.fun < best.fun:
            best = found
    noise = np.exp(best.x[d + d * q :]) * unit**2
    print(f"{q},{jacobian - best.fun:.9f}," + ",".join(f"{v:.9g}" for v in noise))
