# Log evidence of the latent dimension by Minka's formula, as scikit-learn evaluates it for
# PCA(n_components="mle") on the variances with divisor n - 1, on its own copies of the data.
# One file per data set and scaling is told by the first column; q runs from 1 to features - 1, as
# far as the q-th variance is above 1e-10 of the first.
#
#   python3 tools/reference/minka.py > core/src/test/resources/reference/linear/minka.csv

import datetime
import numpy
import sklearn
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.decomposition import PCA
from sklearn.decomposition._pca import _assess_dimension

print("# scikit-learn %s _assess_dimension; numpy %s; tools/reference/minka.py; %s"
      % (sklearn.__version__, numpy.__version__, datetime.date.today()))
print("dataset,chosen,q,evidence")
sets = {"iris": load_iris().data, "wine": load_wine().data, "wdbc": load_breast_cancer().data,
        "digits": load_digits().data}
for name, x in sets.items():
    for scaled in [False, True] if name != "digits" else [False]:
        rows = (x - x.mean(axis=0)) / x.std(axis=0) if scaled else x
        pca = PCA(svd_solver="full").fit(rows)
        chosen = PCA("mle", svd_solver="full").fit(rows).n_components_
        v = pca.explained_variance_
        for q in range(1, len(v)):
            if v[q] > 1e-10 * v[0]:
                print("%s,%d,%d,%.17g" % (name + ("Standardised" if scaled else ""), chosen, q,
                                          _assess_dimension(v, q, len(rows))))
