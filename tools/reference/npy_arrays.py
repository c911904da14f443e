"""Writes the arrays that the tests of the NPY reader read. NumPy is the judge of its own format."""
import os, sys, numpy as np
from numpy.lib import format as f
out = sys.argv[1]
values = np.array([[0, 1, 2], [3, 100, 127], [5, 6, 7], [1, 0, 9]])
for t in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8"]:
    for order in "<>":
        if t[1] == "1" and order == ">":
            continue
        a = values.astype(order + t)
        if t[0] == "i":
            a[0, 0] = np.iinfo(t).min if t != "i8" else -(2**53 - 1)
        if t[0] == "u":
            a[0, 0] = np.iinfo(t).max if t != "u8" else 2**53 - 1
        if t[0] == "f":
            a[0] = [-1.5, np.nan, 0.1]
        name = t + ("be" if order == ">" else "le")
        np.save(os.path.join(out, name + "_c.npy"), a)
        np.save(os.path.join(out, name + "_f.npy"), np.asfortranarray(a))
np.save(os.path.join(out, "bool.npy"), values > 4)
np.save(os.path.join(out, "one_axis.npy"), np.array([1.5, -2.25, 1e300]))
image = np.arange(2 * 3 * 4, dtype="u1").reshape(2, 3, 4) ** 2
np.save(os.path.join(out, "images_c.npy"), image)
np.save(os.path.join(out, "images_f.npy"), np.asfortranarray(image))
colour = np.arange(2 * 3 * 4 * 3, dtype="f4").reshape(2, 3, 4, 3) * 0.5 + np.array([[[[0]]], [[[100]]]], dtype="f4")
np.save(os.path.join(out, "colour_c.npy"), colour)
np.save(os.path.join(out, "colour_f.npy"), np.asfortranarray(colour))
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(os.path.join(out, "version%d.npy" % version[0]), "wb") as file:
        f.write_array(file, np.array([[1.0, 2.0], [3.0, 4.5]]), version=version)
np.save(os.path.join(out, "refused_object.npy"), np.array([[1, None]], dtype=object), allow_pickle=True)
np.save(os.path.join(out, "refused_structure.npy"), np.zeros(2, dtype=[("a", "f8"), ("b", "i4")]))
np.save(os.path.join(out, "refused_string.npy"), np.array(["a", "bc"]))
np.save(os.path.join(out, "refused_bytes.npy"), np.array([b"a", b"bc"]))
np.save(os.path.join(out, "refused_complex.npy"), np.array([1 + 2j]))
np.save(os.path.join(out, "refused_half.npy"), np.array([1, 2], dtype="f2"))
np.save(os.path.join(out, "refused_date.npy"), np.array(["2020-01-01"], dtype="M8[D]"))
np.save(os.path.join(out, "refused_large.npy"), np.array([[1, 2], [3, 2**53 + 2]], dtype="u8"))
np.save(os.path.join(out, "refused_infinite.npy"), np.array([[1, 2], [3, np.inf]]))
np.save(os.path.join(out, "empty_rows.npy"), np.zeros((0, 3)))
np.save(os.path.join(out, "empty_columns.npy"), np.zeros((3, 0)))
np.save(os.path.join(out, "scalar.npy"), np.array(3.5))
np.save(os.path.join(out, "five_axes.npy"), np.zeros((1, 1, 1, 1, 1)))
