"""Mixtures of t distributions: log densities of scipy, and optima found in the likelihood itself.

Argument: the folder of faithful.csv. MASS in R gives the fits of one component of fixed freedom:
cov.trob(faithful, nu = 3, tol = 1e-14, maxit = 5000).
"""
import sys
import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, logsumexp
from scipy.stats import multivariate_t
lines=[l for l in open(sys.argv[1]+'/faithful.csv') if not l.startswith('#')]
x=np.loadtxt(lines[1:],delimiter=',')
g=np.array([9.172,9.350,9.483,9.558,9.775,10.227,10.406,16.084,16.170,18.419,18.552,18.600,18.927,19.052,19.070,19.330,19.343,19.349,19.440,19.473,19.529,19.541,19.547,19.663,19.846,19.856,19.863,19.914,19.918,19.973,19.989,20.166,20.175,20.179,20.196,20.215,20.221,20.415,20.629,20.795,20.821,20.846,20.875,20.986,21.137,21.492,21.701,21.814,21.921,21.960,22.185,22.209,22.242,22.249,22.314,22.374,22.495,22.746,22.747,22.888,22.914,23.206,23.241,23.263,23.484,23.538,23.542,23.666,23.706,23.711,24.129,24.285,24.289,24.366,24.717,24.990,25.633,26.690,26.995,32.065,32.789,34.279])[:,None]
def logt(x,m,L,nu):
    d=x.shape[1]; z=np.linalg.solve(L,(x-m).T); de=(z*z).sum(0)
    return gammaln((nu+d)/2)-gammaln(nu/2)-d/2*np.log(nu*np.pi)-np.log(np.diag(L)).sum()-(nu+d)/2*np.log1p(de/nu)
def unpack(p,k,d,fixed,shared,tied):
    i=0; lw=np.append(p[:k-1],0); lw=lw-logsumexp(lw); i=k-1
    M=p[i:i+k*d].reshape(k,d); i+=k*d
    Ls=[]
    for c in range(1 if tied else k):
        L=np.zeros((d,d)); L[np.tril_indices(d)]=p[i:i+d*(d+1)//2]; i+=d*(d+1)//2
        L[np.diag_indices(d)]=np.exp(np.diag(L)); Ls.append(L)
    if tied: Ls=Ls*k
    if fixed: nu=[fixed]*k
    elif shared: nu=[np.exp(p[i])]*k
    else: nu=np.exp(p[i:i+k])
    return lw,M,Ls,nu
def fit(x,k,start,fixed=None,shared=False,tied=False):
    n,d=x.shape
    def f(p):
        lw,M,Ls,nu=unpack(p,k,d,fixed,shared,tied)
        return -logsumexp(np.array([lw[c]+logt(x,M[c],Ls[c],nu[c]) for c in range(k)]),axis=0).sum()
    w,M,S,nu=start
    p=list(np.log(w[:-1])-np.log(w[-1]))+list(np.ravel(M))
    for c in range(1 if tied else k):
        L=np.linalg.cholesky(S[c]); L=L.copy(); L[np.diag_indices(d)]=np.log(np.diag(L)); p+=list(L[np.tril_indices(d)])
    if not fixed: p+=[np.log(nu)]*(1 if shared else k)
    p=np.array(p); best=None
    for it in range(6):
        r=minimize(f,p,method='BFGS',options=dict(gtol=1e-9,maxiter=5000)); p=r.x
        r=minimize(f,p,method='Nelder-Mead',options=dict(xatol=1e-11,fatol=1e-13,maxiter=40000,maxfev=40000,adaptive=True)); p=r.x
    lw,M,Ls,nu=unpack(p,k,d,fixed,shared,tied)
    o=np.argsort(-lw)
    print('loglik',repr(-r.fun),'w',np.exp(lw)[o].tolist(),'M',M[o].tolist(),'S',[(Ls[c]@Ls[c].T).tolist() for c in o],'nu',[float(nu[c]) for c in o])
S=np.cov(x.T)
lab=x[:,0]<3.2
two=([lab.mean(),1-lab.mean()],[x[lab].mean(0),x[~lab].mean(0)],[np.cov(x[lab].T),np.cov(x[~lab].T)],8)
print('faithful k1 each'); fit(x,1,([1],[x.mean(0)],[S],8))
print('galaxies k1'); fit(g,1,([1],[g.mean(0)],[np.cov(g.T).reshape(1,1)],3))
print('faithful k2 nu=5'); fit(x,2,two,fixed=5.0)
print('faithful k2 nu=5 tied'); fit(x,2,two,fixed=5.0,tied=True)
print('faithful k2 each'); fit(x,2,two)
g2=([.5,.5],[[20.],[23.]],[np.eye(1),np.eye(1)],3)
print('galaxies k2 each'); fit(g,2,g2)
print('galaxies k2 shared'); fit(g,2,g2,shared=True)
print('galaxies k2 shared tied'); fit(g,2,g2,shared=True,tied=True)
S=np.array([[2,0.6,-0.3],[0.6,1,0.2],[-0.3,0.2,0.5]])
for nu in [0.7,1,2.5,30]:
  for p in [[1,-2,0.5],[0,0,0],[1e8,3,-2e7]]:
    print(nu,p,repr(multivariate_t([1,-2,0.5],S,df=nu).logpdf(p)))
