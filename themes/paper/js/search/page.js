// What search and marks do to a page.

/** An element with attributes and children; those that are nothing are left out. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
  element.append(...children.filter((child) => child));
  return element;
}

/** Keeps a query in the address of the page. */
export function keep(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set('q', query);
  else address.searchParams.delete('q');
  history.replaceState(null, '', address);
}
