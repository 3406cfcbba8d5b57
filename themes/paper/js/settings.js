// Reading settings: theme, face, size, shortcuts. The script in the head has set the
// attributes already; here the buttons follow them and change them.

import { store } from './store.js';

/** Shows what is chosen and keeps what the reader chooses. */
export function mountSettings(root, panel) {
  for (const input of panel.querySelectorAll('input')) {
    if (store.get(input.name) === input.value) input.checked = true;
    input.addEventListener('change', () => {
      store.set(input.name, input.value);
      if (input.value) root.dataset[input.name] = input.value;
      else delete root.dataset[input.name];
    });
  }
}
