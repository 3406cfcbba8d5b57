// Asks for files of an index. They are scripts, since pages opened from disk may run
// scripts but read no files.

import { inflate } from './shelf.js';

/** Who waits for which file. */
const waiting = new Map();

/**
 * Gives the files of a locale's index. Those of two builds are never mixed: each carries
 * the stamp of its build, and one that has another stamp than `boot`, or is gone, fails.
 * @param {string} folder where they lie, with `/` at its end
 * @param {string} locale
 * @param {string} query behind every address, to get past what the browser keeps
 */
export function scriptsOf(folder, locale, query) {
  // What every file of an index calls.
  self.diglotIndex = (locale, name, ...file) => waiting.get(`${locale}/${name}`)?.(...file);
  let boot;
  return (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      waiting.set(`${locale}/${name}`, (stamp, text) => {
        boot ??= stamp;
        if (stamp === boot) resolve(inflate(text));
        else reject(new Error(`${name} is of another build`));
      });
      script.onload = () => script.remove();
      script.onerror = () => reject(new Error(`${name} cannot be read`));
      script.src = `${folder}${name}.js${query}`;
      document.head.append(script);
    });
}
