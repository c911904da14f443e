"""Variational Bayesian Gaussian mixtures of scikit-learn from given starts, with their evidence lower bound.

Arguments: the folder of faithful.csv and iris.csv, the file to write.
"""
import datetime, sys, warnings
import numpy as np
from sklearn.mixture import BayesianGaussianMixture
from scipy.special import digamma, gammaln, multigammaln, betaln, logsumexp
import sklearn
warnings.filterwarnings('ignore')
class FromResp(BayesianGaussianMixture):
    resp=None
    def _initialize_parameters(self,X,rs): self._initialize(X,self.resp)
def elbo(m,X,resp,C0):
    """E log p(X,Z,params) - E log q, term by term after Bishop (2006) 10.71-10.77."""
    n,d=X.shape;k=m.n_components
    be=m.mean_precision_;nu=m.degrees_of_freedom_;M=m.means_;b0=m.mean_precision_prior_;n0=m.degrees_of_freedom_prior_;m0=m.mean_prior_
    W=np.array([np.linalg.inv(m.covariances_[c]*nu[c]) for c in range(k)]); W0=np.linalg.inv(C0)
    N=resp.sum(0); xb=(resp.T@X)/np.maximum(N,1e-300)[:,None]
    S=np.array([((resp[:,c:c+1]*(X-xb[c])).T@(X-xb[c]))/max(N[c],1e-300) for c in range(k)])
    lL=np.array([digamma((nu[c]-np.arange(d))/2).sum()+d*np.log(2)+np.linalg.slogdet(W[c])[1] for c in range(k)])
    def lB(W,v): return -v/2*np.linalg.slogdet(W)[1]-(v*d/2*np.log(2)+multigammaln(v/2,d))
    e71=.5*sum(N[c]*(lL[c]-d/be[c]-nu[c]*np.trace(S[c]@W[c])-nu[c]*(xb[c]-M[c])@W[c]@(xb[c]-M[c])-d*np.log(2*np.pi)) for c in range(k))
    if m.weight_concentration_prior_type=='dirichlet_distribution':
        a=m.weight_concentration_; a0=m.weight_concentration_prior_
        lp=digamma(a)-digamma(a.sum())
        pw=gammaln(k*a0)-k*gammaln(a0)+(a0-1)*lp.sum()
        qw=((a-1)*lp).sum()+gammaln(a.sum())-gammaln(a).sum()
    else:
        a,b=m.weight_concentration_; g=m.weight_concentration_prior_
        lv=digamma(a)-digamma(a+b); l1=digamma(b)-digamma(a+b)
        lp=lv+np.concatenate([[0],np.cumsum(l1)[:-1]])
        pw=(-betaln(1,g)+(g-1)*l1).sum()
        qw=(-betaln(a,b)+(a-1)*lv+(b-1)*l1).sum()
    e72=(resp*lp).sum()
    e74=.5*sum(d*np.log(b0/(2*np.pi))+lL[c]-d*b0/be[c]-b0*nu[c]*(M[c]-m0)@W[c]@(M[c]-m0) for c in range(k))+k*lB(W0,n0)+(n0-d-1)/2*lL.sum()-.5*sum(nu[c]*np.trace(C0@W[c]) for c in range(k))
    r=resp[resp>0]; e75=(r*np.log(r)).sum()
    e77=sum(.5*lL[c]+d/2*np.log(be[c]/(2*np.pi))-d/2-( -lB(W[c],nu[c])-(nu[c]-d-1)/2*lL[c]+nu[c]*d/2) for c in range(k))
    return e71+e72+pw+e74-e75-qw-e77
out=[]
def emit(ds,k,pt,stage,m,lb):
    d=m.means_.shape[1]
    def row(p,c,i,j,v): out.append(f'{ds},{k},{pt},{stage},{p},{c},{i},{j},{float(v)!r}')
    for c in range(k):
        row('weight',c,0,0,m.weights_[c]); row('meanPrecision',c,0,0,m.mean_precision_[c]); row('degreesOfFreedom',c,0,0,m.degrees_of_freedom_[c])
        for i in range(d):
            row('mean',c,i,0,m.means_[c][i])
            for j in range(i+1): row('covariance',c,i,j,m.covariances_[c][i,j])
    if lb is not None: row('evidenceLowerBound',0,0,0,lb)
for ds,k in [('faithful',3),('iris',4)]:
    X=np.loadtxt(f'{sys.argv[1]}/{ds}.csv',delimiter=',',skiprows=sum(l.startswith('#') for l in open(f'{sys.argv[1]}/{ds}.csv'))+1)
    n,d=X.shape
    order=np.argsort(X.sum(1),kind='stable'); z=np.empty(n,int); z[order]=np.arange(n)*k//n
    resp=np.eye(k)[z]
    C0=np.cov(X.T,bias=True)
    for pt,label in [('dirichlet_distribution','dirichlet'),('dirichlet_process','dirichlet-process')]:
        for it in [0,1,5,5000]:
            m=FromResp(n_components=k,covariance_type='full',weight_concentration_prior_type=pt,weight_concentration_prior=1/k,mean_precision_prior=1.,degrees_of_freedom_prior=d,covariance_prior=C0,reg_covar=0,tol=0,max_iter=max(it,1))
            m.resp=resp
            if it==0:
                m._validate_params() if hasattr(m,'_validate_params') else None
                m._check_parameters(X); m._initialize(X,resp)
                wc=m.weight_concentration_
                if pt=='dirichlet_distribution': m.weights_=wc/wc.sum()
                else:
                    t=wc[0]/(wc[0]+wc[1]); w=t*np.concatenate([[1],np.cumprod(1-t)[:-1]]); m.weights_=w/w.sum()
                lb=None
            else:
                m.fit(X)
                _,lr=m._estimate_log_prob_resp(X)
                lb=elbo(m,X,np.exp(lr),C0)
            emit(ds,k,label,it,m,lb)
f=open(sys.argv[2],'w')
f.write(f'# BayesianGaussianMixture of scikit-learn {sklearn.__version__}, full covariances; priors: concentration 1/k, mean of the rows\n# with precision 1, degrees of freedom d, covariance of the rows (divisor n); reg_covar 0; started from equal slices by rank of\n# the row sums; after the given number of iterations (5000: converged). evidenceLowerBound: Bishop (2006), equations 10.71-10.77,\n# term by term in numpy {np.__version__} at those parameters. Script tools/reference/vbgmm.py, {datetime.date.today()}.\n')
f.write('dataset,k,prior,iterations,parameter,component,i,j,value\n'+'\n'.join(out)+'\n'); f.close()
