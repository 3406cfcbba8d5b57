// Runs inline before the body exists, so that the first frame has the reader's colours.
// Storage may be forbidden, and reading it then throws.
((root) => {
  root.dataset.js = '';
  try {
    for (const key of ['theme', 'face', 'size']) {
      const value = localStorage.getItem('dg:' + key);
      if (value) root.dataset[key] = value;
    }
    if (localStorage.getItem('dg:news') === root.dataset.news) delete root.dataset.news;
  } catch {}
})(document.documentElement);
