// What is remembered of a reader, on this machine only.

/**
 * Wraps a storage so that it never throws: browsers forbid storage in private windows
 * and in pages opened from disk, and a reader goes on reading there.
 * @param {() => Storage} open gives the storage, or throws
 * @returns {{ get(key: string): string, set(key: string, value: string): void }}
 *   `get` gives '' for what is not there; `set` with '' forgets
 */
export function storeOf(open) {
  return {
    get(key) {
      try {
        return open().getItem('dg:' + key) ?? '';
      } catch {
        return '';
      }
    },
    set(key, value) {
      try {
        if (value) open().setItem('dg:' + key, value);
        else open().removeItem('dg:' + key);
      } catch {
        // The choice then lasts as long as the page.
      }
    },
  };
}

export const store = storeOf(() => localStorage);
